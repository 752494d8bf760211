FROM node:24-slim

ENV NODE_ENV=production
# Inside a container loopback reaches nobody; publish the port only where it should be reached.
ENV HOST=0.0.0.0
ENV PORT=8867

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings Node itself: without its install script, the `node` dependency stays an empty shell.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY src ./src
COPY adapters ./adapters
COPY data ./data

# Where the process keeps compiled code for its next start, and what people tell it: mount a volume there.
RUN mkdir -p node_modules/.cache var && chown node node_modules/.cache var
VOLUME /app/var

USER node
EXPOSE 8867
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Short-lived objects need little room here; the default would keep 20 MB more for them.
CMD ["node", "--max-semi-space-size=4", "src/app/cli.ts", "start"]
