# shellcheck shell=bash
# LocalStack Community as a process, in a virtual environment of its own.

localstack_packages=('localstack-core[runtime]==4.7.0' 'cryptography==45.0.7' 'pyopenssl==25.1.0' 'service-identity==24.2.0' 'cbor2==5.7.1')
localstack_home=$cache/localstack
localstack_state=$state/localstack

localstack_is_installed() { [ "$(cat "$localstack_home/installed" 2>/dev/null)" = "${localstack_packages[*]}" ]; }

localstack() {
  local action=${1:-}
  shift || true
  case $action in
    install) localstack_install ;;
    up) localstack_up "$@" ;;
    down) localstack_down ;;
    *) misused "localstack install | up [--port N] [--owner PID] | down" ;;
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

localstack_pid() { # of the one that runs
  local pid
  pid=$(cat "$localstack_state/pid" 2>/dev/null || true)
  [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$(readlink -f "$localstack_state")" ] && echo "$pid"
}

localstack_answers() { curl -sf -m 2 "$1/_localstack/health"; } # url

localstack_up() {
  local port=4566 owner=${TESTBED_OWNER:-} url
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-}; shift 2 || misused "localstack up --port N" ;;
      --owner) owner=${2:-}; shift 2 || misused "localstack up --owner PID" ;;
      *) misused "localstack up [--port N] [--owner PID], not '$1'" ;;
    esac
  done
  localstack_is_installed || localstack_install
  owner=$(owner_of "$owner")
  lock 8 "$state/locks/localstack" LocalStack
  if is_stale "$localstack_state/owner"; then say "the owner of LocalStack has ended"; localstack_end; fi
  if [ -n "$(localstack_pid)" ]; then
    url=$(cat "$localstack_state/url")
    if localstack_answers "$url" >/dev/null; then
      [ -z "$owner" ] || echo "$owner" >"$localstack_state/owner"
      say "LocalStack runs already"
      echo "$url"
      return
    fi
    localstack_end
  fi
  mkdir -p "$localstack_state"
  url=http://127.0.0.1:$port
  ! localstack_answers "$url" >/dev/null || die "something else answers on $url: --port N takes another one"
  echo "$url" >"$localstack_state/url"
  [ -z "$owner" ] || echo "$owner" >"$localstack_state/owner"
  (
    cd "$localstack_state"
    SKIP_SSL_CERT_DOWNLOAD=1 DISABLE_EVENTS=1 GATEWAY_LISTEN=127.0.0.1:$port FILESYSTEM_ROOT=$localstack_state/files \
      setsid "$localstack_home/bin/python" -m localstack.runtime.main >log 2>&1 </dev/null 7>&- 8>&- 9>&- &
    echo $! >pid
  )
  trap localstack_end EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  local end=$((SECONDS + 120))
  until localstack_answers "$url" >/dev/null; do
    [ -n "$(localstack_pid)" ] || broken "$localstack_state/log" "LocalStack has ended"
    [ "$SECONDS" -lt "$end" ] || broken "$localstack_state/log" "LocalStack did not answer on $url within 120 s"
    sleep 0.25
  done
  trap - EXIT INT TERM HUP
  echo "$url"
}

localstack_down() {
  lock 8 "$state/locks/localstack" LocalStack
  localstack_end
  say "LocalStack is down"
}

localstack_end() {
  local pid
  pid=$(localstack_pid || true)
  [ -z "$pid" ] || { kill "$pid"; await 15 eval '! localstack_pid' || kill -9 -- "-$pid"; }
  rm -rf "${localstack_state:?}/files" "$localstack_state/pid" "$localstack_state/owner"
}
