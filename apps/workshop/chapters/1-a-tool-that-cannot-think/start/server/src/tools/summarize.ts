// Chapter 1: define the tool here, and export it as `summarizeTool`.

export {};
