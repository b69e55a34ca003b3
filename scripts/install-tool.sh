#!/usr/bin/env bash
# Installs a tool that the checks need and npm does not have, in a pinned version, and prints the path of its program.
#
#   scripts/install-tool.sh act | actionlint | zizmor | junit-readers
#
# Tools are kept in the user's cache folder, a folder per version. Nothing is written outside of it.
# Exits with 69 (service unavailable, see sysexits.h), after one line with the reason, where the tool cannot be installed.
set -euo pipefail

tool=${1:?usage: install-tool.sh act|actionlint|zizmor|junit-readers}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/doksi-run-action
unavailable() {
  echo "$tool is not available here: $1." >&2
  exit 69
}

# Go verifies each module against its public checksum database.
install_with_go() {
  local module=$1 version=$2
  program=$cache/$tool-$version/$tool
  [[ -x $program ]] && return
  PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || unavailable 'Go is not installed'
  GOBIN=$(dirname "$program") go install "$module@$version" >&2 || unavailable "go cannot install $module@$version"
}

# A virtual environment of its own. It is complete once `program` is there.
install_with_pip() {
  local folder=$1 requirements=$2 python
  python=$(command -v python3) || unavailable 'Python 3 is not installed'
  rm -rf "$folder"
  "$python" -m venv "$folder" >&2 || unavailable 'Python cannot create a virtual environment'
  "$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
    --requirement <(echo "$requirements") >&2 || unavailable 'pip cannot install its packages'
}

case $tool in
  act)
    command -v jq >/dev/null || unavailable 'jq, which the workflows of its tests use, is not installed'
    install_with_go github.com/nektos/act v0.2.89
    ;;
  actionlint) install_with_go github.com/rhysd/actionlint/cmd/actionlint v1.7.12 ;;
  zizmor)
    folder=$cache/zizmor-1.32.0
    program=$folder/bin/zizmor
    # Linux (x86-64, ARM, musl), macOS, Windows.
    [[ -x $program ]] || install_with_pip "$folder" 'zizmor==1.32.0 \
      --hash=sha256:84a6acb975accc13408786a2bd274b572537ca19c933ebbc13e78f3988562071 \
      --hash=sha256:0cdd38fca6eb34ceb567548548d706332e3535ea66894b9168c048e03207b68c \
      --hash=sha256:dd818f99d833b86cd432d5412d620d936b5df074b33404fff8b67acff55d3259 \
      --hash=sha256:0a999c98015becd9f69919ce01febadfb1c2be9b8ec2ce9ef7eb13ff23ba8eba \
      --hash=sha256:9cd1dd7734042f40ca0faa2a31fb4e9033dede620d996af2f903744b8f04fca9'
    ;;
  junit-readers)
    folder=$cache/junit-readers-1
    program=$folder/bin/python
    if [[ ! -e $folder/surefire-test-report.xsd ]]; then
      command -v mvn >/dev/null || unavailable 'Maven is not installed'
      install_with_pip "$folder" $'junitparser==5.0.3\njunit2html==31.1.4\nlxml==6.1.3'
      # The schema of Jenkins' xUnit plugin, as pytest ships it.
      "$program" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
        --dest "$folder" pytest==8.4.2 >&2 || unavailable 'pip cannot download pytest'
      tar --extract --gzip --file "$folder/pytest-8.4.2.tar.gz" --directory "$folder" --strip-components 3 \
        pytest-8.4.2/testing/example_scripts/junit-10.xsd
      # The schema of Maven Surefire, from its source release.
      mvn --quiet --batch-mode dependency:copy -DoutputDirectory="$folder" \
        -Dartifact=org.apache.maven.surefire:surefire:3.5.4:zip:source-release >&2 ||
        unavailable 'Maven cannot download the source release of Surefire'
      "$program" - "$folder" <<'PYTHON'
import pathlib, sys, zipfile
folder = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(folder / 'surefire-3.5.4-source-release.zip') as archive:
    schema = archive.read('surefire-3.5.4/maven-surefire-plugin/src/site/resources/xsd/surefire-test-report.xsd')
(folder / 'surefire-test-report.xsd').write_bytes(schema)
PYTHON
      rm "$folder"/*.tar.gz "$folder"/*.zip
    fi
    ;;
  *)
    echo "There is no tool named $tool." >&2
    exit 64
    ;;
esac
echo "$program"
