import "@kit/gateway";

// Imports the gateway and ends. `pnpm bench` starts it, and `import-nothing.ts` beside it.
