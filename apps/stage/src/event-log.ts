import type { StageEvents } from "./contract.ts";

type Name = keyof StageEvents;
export type Logged = { id: number; name: Name; data: string };

/** What happened, for every page that looks, now or later. */
export type EventLog = ReturnType<typeof createEventLog>;

/** More than this is forgotten, the oldest messages first, in events and in characters. */
const MOST = { events: 50_000, characters: 200_000_000 };

export function createEventLog() {
  const listeners = new Set<(event: Logged) => void>();
  let events: Logged[] = [];
  let [id, characters] = [0, 0];
  let header = "";

  function forget(): void {
    const kept = events.filter(({ name }) => name !== "entry");
    const messages = events.filter(({ name }) => name === "entry");
    events = [...kept, ...messages.slice(messages.length >> 1)].sort((one, other) => one.id - other.id);
    characters = events.reduce((sum, { data }) => sum + data.length, 0);
  }

  return {
    /** The state of the stage is told, and not kept: a page that comes later asks for it. */
    add<N extends Name>(name: N, data: StageEvents[N] | { readonly json: string }): void {
      const json = typeof data === "object" && "json" in data ? data.json : JSON.stringify(data);
      const event = { id: name === "state" ? id : ++id, name, data: json };
      if (name !== "state") events.push(event);
      characters += json.length;
      if (events.length > MOST.events || characters > MOST.characters) forget();
      for (const listener of listeners) listener(event);
    },
    /** Everything behind an event. */
    since: (last: number) => events.filter((event) => event.id > last),
    listen(listener: (event: Logged) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** The first line of the tape. */
    begin(line: string): void {
      header = line;
    },
    /** What was recorded, as a tape. */
    tape: () => [header, ...events.filter(({ name }) => name === "entry").map(({ data }) => data), ""].join("\n"),
  };
}
