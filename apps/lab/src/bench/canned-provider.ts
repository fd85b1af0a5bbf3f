import { complete, startModelServer } from "../processes/model-server.ts";
import { ANSWER } from "./workload.ts";

// A provider that answers every request at once. The bench starts it as a process, and asks for its base URL.

const { baseURL } = await startModelServer((_request, response) => complete(response, ANSWER));

process.once("disconnect", () => process.exit());
process.on("message", () => process.send?.(baseURL));
