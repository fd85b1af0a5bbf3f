import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createAskingServer } from "./create-asking-server.ts";

const [, , name = "asking-server"] = process.argv;
console.error(`${name} has process ${process.pid}.`);
serveStdio(() => createAskingServer(name));
