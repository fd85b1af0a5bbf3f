import { PassThrough } from "node:stream";
import { StdioTransport } from "@kit/transport";

/** Both ends of a pipe in this process, and the bytes that have crossed it in both directions. */
export function createPipe() {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  let crossed = 0;
  const onTraffic = ({ bytes }: { bytes: number }) => {
    crossed += bytes;
  };
  return {
    server: new StdioTransport(toServer, toClient),
    client: new StdioTransport(toClient, toServer, { onTraffic }),
    bytes: () => crossed,
  };
}
