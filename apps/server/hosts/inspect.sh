npx -y @modelcontextprotocol/inspector --cli node_modules/.bin/node apps/server/src/main.ts --method tools/list
