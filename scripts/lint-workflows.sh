#!/usr/bin/env bash
# Checks the workflows of this repository and of the documents with actionlint and zizmor.
# Run it as `npm run lint:workflows`. Exits with 69, after one line, where these tools cannot be installed.
set -euo pipefail
cd "$(dirname "$0")/.."

actionlint=$(scripts/install-tool.sh actionlint)
zizmor=$(scripts/install-tool.sh zizmor)
documents=$(mktemp -d)
trap 'rm -rf "$documents"' EXIT
node scripts/document-workflows.ts "$documents"

"$actionlint" .github/workflows/*.yml
# actionlint 1.7.12 does not know `parallel`.
find "$documents" -name '*.yml' ! -name parallel-tests.yml -exec "$actionlint" {} +
zizmor() { "$zizmor" --offline --persona pedantic --no-progress --strict-collection "$@"; }
zizmor --config .github/zizmor.yml .github action.yml
zizmor --config .github/zizmor-documents.yml "$documents"/*.yml
