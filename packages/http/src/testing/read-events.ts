/** An event of a stream, with its id and the JSON-RPC message in it. The first one of a stream brings only its id. */
export type StreamEvent = { id: string; message: { id?: unknown; method?: string; result?: object } | undefined };

/** Reads the events of a response one after the other. Leaving the loop cuts the connection. */
export async function* readEvents({ body }: Response): AsyncGenerator<StreamEvent> {
  if (body === null) return;
  let text = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1] ?? "";
      const data = field("data");
      if (field("id") !== "") yield { id: field("id"), message: data === "" ? undefined : JSON.parse(data) };
    }
  }
}
