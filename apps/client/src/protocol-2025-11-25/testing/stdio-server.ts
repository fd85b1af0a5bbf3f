import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createAskingServer } from "./create-asking-server.ts";

const [, , name = "asking-server"] = process.argv;
console.error(`${name} has process ${process.pid}.`);
await createAskingServer(name).connect(new StdioServerTransport());
