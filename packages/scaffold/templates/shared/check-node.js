// An older Node cannot run TypeScript, and says so at length.
{
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    console.error(`{{name}} needs Node 22.18 or newer, and this is ${process.versions.node}. See https://nodejs.org.`);
    process.exit(1);
  }
}
