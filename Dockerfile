FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings Node itself: without its install script, the `node` package stays an empty shell.
RUN npm ci --ignore-scripts
COPY rolldown.config.ts tsconfig.json ./
COPY src ./src
COPY adapters ./adapters
RUN ["node", "node_modules/rolldown/bin/cli.mjs", "--config"]

FROM node:24-slim
LABEL org.opencontainers.image.title="Portcall" \
      org.opencontainers.image.description="A chat bot that answers what a port number is, in Slack and Discord" \
      org.opencontainers.image.licenses="MIT"

ENV NODE_ENV=production
# Inside a container loopback reaches nobody; publish the port only where it should be reached.
ENV HOST=0.0.0.0
ENV PORT=8867

WORKDIR /app
COPY package.json LICENSE ./
COPY data ./data
COPY --from=build /app/dist ./dist
# The store and the refreshed registry: mount a volume there.
RUN mkdir .cache var && chown node .cache var

USER node
# Starts it as it will be started, with platforms and databases that nobody answers for, so that what Node compiles for it is
# in the image. The cache is the user's: with another one, Portcall starts cold.
RUN export PORTCALL_DRAIN=0 PORTCALL_REFRESH=off SLACK_API_URL=http://127.0.0.1:2/ DISCORD_API_URL=http://127.0.0.1:2/ \
      SLACK_BOT_TOKEN=xoxb-0 SLACK_SIGNING_SECRET=00000000000000000000000000000000 DISCORD_TOKEN=0 DISCORD_APPLICATION_ID=00000 && \
    for store in sqlite::memory: redis://127.0.0.1:2 postgres://127.0.0.1:2/; do \
      PORTCALL_STORE=$store timeout --preserve-status 4 node dist/cli.js start || exit 1; \
    done
VOLUME /app/var

EXPOSE 8867
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Short-lived objects need little room here; the default would keep 20 MB more for them.
CMD ["node", "--max-semi-space-size=4", "dist/cli.js", "start"]
