#!/bin/bash
# The gate of a pipeline, which needs no key: are the committed copies those that the spec makes, and what changes on the
# machines since BASE? Annotations go to standard output, one comment to the forge, updated in place.
# SPECS, OUT, BASE, TOKEN, BOOTWRIGHT; COMMENTS, COMMENT, BODY, METHOD and HEADER are the forge's.
# shellcheck disable=SC2016,SC2153
set -euo pipefail

mark='<!-- bootwright review -->'
read -ra specs <<<"$SPECS"
read -ra bootwright <<<"$BOOTWRIGHT"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${bootwright[@]}" validate "${specs[@]}" --format github || exit
stale=0
"${bootwright[@]}" render "${specs[@]}" --out "$OUT" --check --review --format github || stale=1
[ "$stale" = 0 ] || echo "::error::the copies in $OUT are not those of the spec: bootwright render --review, and commit them"

# What the pull request changes is what the base's copies become.
if [ -n "$BASE" ] && git cat-file -e "$BASE^{commit}"; then
  mkdir "$work/base"
  git archive "$BASE" -- "$OUT" 2>/dev/null | tar -x -C "$work/base" || mkdir -p "$work/base/$OUT"
  # The spec as it is now, in a folder of its own: a check writes nothing.
  "${bootwright[@]}" render "${specs[@]}" --out "$work/base/$OUT" --check --review --format markdown >"$work/page" || :
else
  "${bootwright[@]}" render "${specs[@]}" --out "$OUT" --check --review --format markdown >"$work/page" || :
fi
[ -z "${GITHUB_STEP_SUMMARY-}" ] || cat "$work/page" >>"$GITHUB_STEP_SUMMARY"

call() { curl -fsS --retry 3 -H 'Content-Type: application/json' -H @- "$@" <<<"$HEADER $TOKEN"; }

# The number of our comment, nothing where there is none; a forge gives a hundred comments at a time.
known() {
  local page found
  for page in {1..100}; do
    found=$(call "$COMMENTS?per_page=100&page=$page" | node -e 'const mark = process.argv[1]; let text = ""; process.stdin.on("data", (part) => { text += part; }).on("end", () => { const list = JSON.parse(text); console.log(list.find(({ body }) => body?.startsWith(mark))?.id ?? (list.length < 100 ? "none" : "")); })' "$mark") || return
    [ -z "$found" ] || break
  done
  echo "${found/none/}"
}

comment() {
  local id
  # In what the forge takes: the mark, by which the next run finds it, and the page.
  node -e 'const [mark, file, key] = process.argv.slice(1); console.log(JSON.stringify({ [key]: `${mark}\n${require("node:fs").readFileSync(file, "utf8")}`.slice(0, 65536) }))' "$mark" "$work/page" "$BODY" >"$work/comment"
  id=$(known) || return
  if [ -n "$id" ]; then
    call -X "$METHOD" -d @"$work/comment" "$COMMENT/$id" >/dev/null
  elif ! grep -q 'Nothing would change' "$work/page"; then
    call -d @"$work/comment" "$COMMENTS" >/dev/null
  fi
}

# A pull request from a fork has a token that may only read; its review is in the annotations and the summary.
[ -z "$TOKEN" ] || comment || echo '::warning::no comment was written: the token may not write comments here, or the forge did not answer'
exit "$stale"
