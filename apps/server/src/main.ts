import { runServer } from "./run-server.ts";
import { ALL_TOOLS } from "./tools/all-tools.ts";

if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) await (await import("@kit/transport/trace")).startTrace("kit-server");
await runServer(ALL_TOOLS, process.argv, process.env);
