import "@kit/gateway";

// Imports the gateway and ends: the bench starts it beside a program that imports nothing.
