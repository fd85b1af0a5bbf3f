import type { StageEvents } from "./contract.ts";

type Name = keyof StageEvents;
export type Logged = { id: number; name: Name; data: string; card?: string };

/** What happened, for every page that looks, now or later. */
export type EventLog = ReturnType<typeof createEventLog>;

/** Beyond so many events, or characters of them, the older half is forgotten. */
const MOST = { events: 200_000, characters: 200_000_000 };

/** @param most Default: 200,000 events of 200 MB together. */
export function createEventLog(most = MOST) {
  const listeners = new Set<(event: Logged) => void>();
  let events: Logged[] = [];
  let [id, characters] = [0, 0];
  let header = "";

  function keep(kept: Logged[]): void {
    events = kept;
    characters = events.reduce((sum, { data }) => sum + data.length, 0);
  }

  return {
    /** What only holds for the moment is told, and not kept. Of a card, what was said last. */
    add<N extends Name>(name: N, data: StageEvents[N]): void {
      const json = JSON.stringify(data);
      const isKept = name !== "state" && name !== "progress";
      const card = "id" in data && name.startsWith("card") ? String(data.id) : undefined;
      if (isKept) id += 1;
      const event: Logged = { id, name, data: json, ...(card !== undefined && { card }) };
      if (card !== undefined) keep(events.filter((one) => one.card !== card));
      if (isKept) {
        events.push(event);
        characters += json.length;
      }
      if (events.length > most.events || characters > most.characters) {
        keep(events.filter((one, at) => at >= events.length >> 1 || one.name === "card"));
      }
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
