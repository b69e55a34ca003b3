#!/usr/bin/env bash
# Starts an S3 server on this machine: OpenStack Swift with its S3 API, from the packages of Debian or Ubuntu.
#
#   scripts/s3-server.sh PORT FOLDER
#
# It listens on 127.0.0.1, on PORT and the four ports above, and keeps everything in FOLDER, which must not exist yet.
# The script returns when the server responds. To stop it: kill $(cat FOLDER/pids)
#
#   endpoint http://127.0.0.1:PORT (path style), region us-east-1, access key test:tester, secret key testing
#
# Exits with 69 (service unavailable, see sysexits.h), after one line with the reason, where it cannot be installed.
set -euo pipefail

port=${1:?the port is missing: s3-server.sh PORT FOLDER}
folder=${2:?the folder is missing: s3-server.sh PORT FOLDER}
object_port=$((port + 1)) container_port=$((port + 2)) account_port=$((port + 3)) cache_port=$((port + 4))

packages=(swift-proxy swift-object swift-container swift-account memcached curl)
programs=(swift-ring-builder swift-proxy-server swift-object-server swift-container-server swift-account-server
  memcached curl)

unavailable() {
  echo "No S3 server is available here: $1." >&2
  exit 69
}

missing() {
  for program in "${programs[@]}"; do command -v "$program" >/dev/null || echo "$program"; done
}

install_packages() {
  # Debian starts a service when it is installed, unless this program denies it. We start our own.
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "${packages[@]}" >&2
}

if [[ -n $(missing) ]]; then
  command -v apt-get >/dev/null || unavailable "$(missing | paste -sd ' ') are not installed, and there is no apt-get"
  [[ $(id -u) == 0 ]] || unavailable "$(missing | paste -sd ' ') are not installed, and only root can install them"
  install_packages || unavailable "apt-get cannot install ${packages[*]}"
  [[ -z $(missing) ]] || unavailable "the packages do not contain $(missing | paste -sd ' ')"
fi

for used in "$port" "$object_port" "$container_port" "$account_port" "$cache_port"; do
  if (exec 3<>"/dev/tcp/127.0.0.1/$used") 2>/dev/null; then
    echo "Port $used is in use. Use another PORT." >&2
    exit 1
  fi
done

mkdir -p "$(dirname "$folder")"
mkdir "$folder"
folder=$(cd "$folder" && pwd)
mkdir -p "$folder/disk/d1" "$folder/etc"
cd "$folder/etc"

cat >swift.conf <<CONF
[swift-hash]
swift_hash_path_prefix = doksi
swift_hash_path_suffix = doksi
[storage-policy:0]
name = single
default = yes
[swift-constraints]
# The signed requests of S3 have long headers.
max_header_size = 16384
CONF

# The first lines of each configuration. One process per server: nothing here has to be fast.
defaults() {
  cat <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $1
workers = 0
user = $(id -un)
swift_dir = $folder/etc
# No syslog here: a socket that does not exist.
log_address = $folder/no-syslog
CONF
}

# One copy of everything, on one device.
storage_server() {
  local kind=$1 port=$2
  {
    swift-ring-builder "$kind.builder" create 8 1 0
    swift-ring-builder "$kind.builder" add \
      --region 1 --zone 1 --ip 127.0.0.1 --port "$port" --device d1 --weight 1
    # It warns, with status 1, that a ring of one device is not balanced.
    swift-ring-builder "$kind.builder" rebalance || [[ -e $kind.ring.gz ]]
  } >>"$folder/rings.log"
  defaults "$port" >"$kind.conf"
  cat >>"$kind.conf" <<CONF
devices = $folder/disk
mount_check = false
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
CONF
}

storage_server object "$object_port"
storage_server container "$container_port"
storage_server account "$account_port"

defaults "$port" >proxy.conf
cat >>proxy.conf <<CONF
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats bulk s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$cache_port
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
dns_compliant_bucket_names = true
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:slo]
use = egg:swift#slo
CONF

start() {
  local name=$1
  shift
  "$@" >"$folder/$name.log" 2>&1 </dev/null &
  echo $! >>"$folder/pids"
}

start memcached memcached -u "$(id -un)" -l 127.0.0.1 -p "$cache_port" -U 0
for kind in object container account proxy; do
  start "$kind" env SWIFT_DIR="$folder/etc" "$(command -v "swift-$kind-server")" "$folder/etc/$kind.conf"
done

for _ in {1..150}; do
  curl --silent --fail --noproxy '*' --output /dev/null "http://127.0.0.1:$port/healthcheck" && exit 0
  sleep 0.2
done

mapfile -t pids <"$folder/pids"
kill "${pids[@]}" 2>/dev/null || true
tail -n 5 "$folder"/*.log >&2
unavailable "Swift did not respond within 30 s"
