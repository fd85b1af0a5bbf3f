import { runServer } from "./run-server.ts";
import { ALL_TOOLS } from "./tools/all-tools.ts";

await runServer(ALL_TOOLS, process.argv, process.env);
