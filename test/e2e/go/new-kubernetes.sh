#!/usr/bin/env bash
# Writes kubernetes-VERSION/{go.mod,go.sum,tools.go} from a release's own module.
# usage: new-kubernetes.sh VERSION GO PROGRAM...
# GO is the toolchain that builds it: `local`, or one that the Go proxy serves (go1.21.13).
set -euo pipefail
version=$1 toolchain=$2
shift 2
folder=$(dirname "$0")/kubernetes-$version
mkdir -p "$folder"
cd "$folder"
export GOTOOLCHAIN=$toolchain GOFLAGS=-mod=mod
release=$(go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/^\t"GoMod": "\(.*\)",$/\1/p')
upstream=$(sed -n 's/^go //p' "$release")
rm -f go.mod go.sum
go mod init "bootwright.test/e2e/kubernetes-$version" 2>/dev/null
# Before 1.17 a module's requirements aren't pruned, and a wrapper's wouldn't either.
if [ "$upstream" = 1.16 ]; then upstream=1.17; fi
go mod edit -go="$upstream" -toolchain=none -require="k8s.io/kubernetes@v$version"
# The release replaces its staging modules by folders: here by their published twins. What else it replaces stays so.
sed -n '/=>/s/^\(replace \)\{0,1\}[[:space:]]*//p' "$release" | sed 's|//.*||' |
  while read -r module arrow target targetVersion; do
    [ "$arrow" = '=>' ] || { echo "what is $module $arrow $target?" >&2; exit 1; }
    case $target in
      ./staging/*) go mod edit -replace="$module=$module@v0.${version#1.}" ;;
      *) go mod edit -replace="$module=$target@$targetVersion" ;;
    esac
  done
{
  printf '//go:build tools\n\npackage tools\n\nimport (\n'
  printf '\t_ "k8s.io/kubernetes/cmd/%s"\n' "$@"
  printf ')\n'
} >tools.go
go mod tidy
