// What a program in TypeScript takes that does nothing.

export {};
