# shellcheck shell=bash
# LocalStack Community as a process, in a virtual environment of its own.

localstack_packages=('localstack-core[runtime]==4.7.0' 'cryptography==45.0.7' 'pyopenssl==25.1.0' 'service-identity==24.2.0' 'cbor2==5.7.1')
localstack_home=$cache/localstack
localstacks=$state/localstack # a folder for each that runs: one for each owner, and one that has none
localstack_usage="localstack install | up [--port N] [--owner PID] | down [--owner PID]"

localstack_is_installed() { [ "$(cat "$localstack_home/installed" 2>/dev/null)" = "${localstack_packages[*]}" ]; }

localstack() {
  local action=${1:-} port=4566 owner=${TESTBED_OWNER:-}
  shift || true
  while [ $# -gt 0 ]; do
    case $action$1 in
      up--port) port=${2:-} ;;
      up--owner | down--owner) owner=${2:-} ;;
      *) misused "$localstack_usage" ;;
    esac
    shift 2 || misused "$localstack_usage"
  done
  [[ $port =~ ^[0-9]+$ ]] || misused "localstack up --port N: '$port' is no number; 0 takes a free one"
  [[ $owner =~ ^[0-9]*$ ]] || misused "--owner PID: '$owner' is no process number"
  case $action in
    install) localstack_install ;;
    up) localstack_up "$port" "$(owner_of "$owner")" ;;
    down) localstack_down "${owner:-none}" ;;
    *) misused "$localstack_usage" ;;
  esac
}

localstack_install() {
  lock 9 "$cache/lock" "$cache"
  localstack_is_installed && return
  command -v python3 >/dev/null || die "LocalStack needs python3 with venv"
  need_disk "$cache" 2 LocalStack TESTBED_CACHE || exit 3
  mkdir -p "$cache/log"
  say "installing LocalStack: about a minute"
  rm -rf "$localstack_home"
  { python3 -m venv "$localstack_home" && "$localstack_home/bin/pip" install "${localstack_packages[@]}"; } \
    >"$cache/log/localstack" 2>&1 </dev/null || broken "$cache/log/localstack" "pip failed"
  echo "${localstack_packages[*]}" >"$localstack_home/installed"
}

localstack_pid() { # folder; of the one that runs there
  local pid
  pid=$(cat "$1/pid" 2>/dev/null || true)
  [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$(readlink -f "$1")" ] && echo "$pid"
}

localstack_answers() { curl -sf -m 2 "$1/_localstack/health"; } # url

localstack_up() { # port owner
  local port=$1 owner=$2 url folder
  folder=$localstacks/${owner%% *}
  [ -n "$owner" ] || folder=$localstacks/none
  localstack_is_installed || localstack_install
  lock 8 "$state/locks/localstack" LocalStack
  localstack_sweep
  if [ -n "$(localstack_pid "$folder")" ]; then
    url=$(cat "$folder/url")
    if localstack_answers "$url" >/dev/null; then
      say "LocalStack runs already"
      echo "$url"
      return
    fi
    localstack_end "$folder"
  fi
  [ "$port" != 0 ] || port=$("$localstack_home/bin/python" -c \
    'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  mkdir -p "$folder"
  url=http://127.0.0.1:$port
  ! localstack_answers "$url" >/dev/null || die "something else answers on $url: --port N takes another one, --port 0 a free one"
  echo "$url" >"$folder/url"
  [ -z "$owner" ] || echo "$owner" >"$folder/owner"
  # Its standard server listens on all addresses whatever GATEWAY_LISTEN says; hypercorn obeys. In a container of any kind it takes
  # itself for its own image's, and all share /tmp/localstack, which goes with the first that ends.
  (
    cd "$folder"
    SKIP_SSL_CERT_DOWNLOAD=1 DISABLE_EVENTS=1 DNS_ADDRESS=0 GATEWAY_SERVER=hypercorn GATEWAY_LISTEN=127.0.0.1:$port \
      OVERRIDE_IN_DOCKER=0 FILESYSTEM_ROOT=$folder/files setsid "$localstack_home/bin/python" -m localstack.runtime.main >log 2>&1 </dev/null 7>&- 8>&- 9>&- &
    echo $! >pid
  )
  # shellcheck disable=SC2064 # this folder
  trap "localstack_end '$folder'" EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  local end=$((SECONDS + 120))
  until localstack_answers "$url" >/dev/null; do
    [ -n "$(localstack_pid "$folder")" ] || broken "$folder/log" "LocalStack has ended"
    [ "$SECONDS" -lt "$end" ] || broken "$folder/log" "LocalStack did not answer on $url within 120 s"
    sleep 0.25
  done
  trap - EXIT INT TERM HUP
  echo "$url"
}

localstack_down() { # owner's number, or none
  lock 8 "$state/locks/localstack" LocalStack
  localstack_end "$localstacks/$1"
  rm -rf "${localstacks:?}/$1"
  say "LocalStack is down"
}

# Ends those whose owner has ended; with --all every one.
localstack_sweep() {
  local folder
  for folder in "$localstacks"/*/; do
    folder=${folder%/}
    [ -d "$folder" ] || continue
    if is_stale "$folder/owner"; then
      say "the owner of LocalStack $(cat "$folder/url") has ended"
    elif [ "${1:-}" != --all ]; then
      continue
    fi
    localstack_end "$folder"
    rm -rf "$folder"
  done
}

localstack_sweep_alone() { # [--all]; in a shell of its own, which holds the lock
  [ ! -d "$localstacks" ] || (lock 8 "$state/locks/localstack" LocalStack; localstack_sweep "$@")
}

# The log stays: it may be of one that did not start.
localstack_end() { # folder
  local pid
  pid=$(localstack_pid "$1" || true)
  [ -z "$pid" ] || { kill "$pid"; await 15 eval "! localstack_pid '$1'" || kill -9 -- "-$pid"; }
  rm -rf "${1:?}/files" "$1/pid" "$1/owner" "$1/url"
}
