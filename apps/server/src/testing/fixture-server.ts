import { runServer } from "../run-server.ts";
import { FIXTURE_TOOLS } from "./fixture-tools.ts";

await runServer(FIXTURE_TOOLS, process.argv, process.env);
