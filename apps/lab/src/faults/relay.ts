import { connect } from "node:net";

// A client starts this in place of its server: it carries the bytes to a port of loopback, where the lab looks at them.

const socket = connect(Number(process.argv[2]), "127.0.0.1");
socket.on("error", () => process.exit(1));
socket.once("close", () => process.exit(0));
process.stdin.pipe(socket).pipe(process.stdout);
