# The bot alone: no playground, no build tools. Tokens and rooms come in as variables; the table in docs/running.md has them all.
FROM node:26-slim

USER node
WORKDIR /home/node
RUN mkdir -p lectern/data
WORKDIR /home/node/lectern

# The image brings Node 26, so the builds of Node among the optional packages stay out.
COPY --chown=node:node package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

COPY --chown=node:node src src
COPY --chown=node:node commands commands
COPY --chown=node:node seeds seeds

ENV NODE_ENV=production
ENV HOST=0.0.0.0
EXPOSE 3000
VOLUME /home/node/lectern/data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# Not through npm, which would keep the signal to stop from the bot.
CMD ["node", "--max-semi-space-size=4", "src/main.ts"]
