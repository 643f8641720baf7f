# shellcheck shell=bash
# What all parts use: how it speaks and fails, who holds what, which process is whose.

# Descriptor 7 is standard error from the start: a trap may run within a command whose own was sent elsewhere.
exec 7>&2
say() { echo "testbed: $*" >&7; }
die() { say "$*"; exit 1; }
misused() { say "usage: testbed $*"; exit 2; }
no_more() { [ $# -eq 0 ] || misused "$command takes no argument '$1'"; }

# Something did not do what it should: its log tells why.
broken() { # log message...
  local log=$1
  shift
  say "$*"
  if [ -s "$log" ]; then
    say "the last lines of $log:"
    tail -n 12 "$log" | cut -c 1-300 | sed 's/^/  | /' >&7
  else
    say "its log is empty: $log"
  fi
  exit 1
}

# Tries a command until it succeeds. The processes of the deadline are not counted: seconds are the clock's.
await() { # seconds command...
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}

# Takes the lock of that name until this shell ends, whatever ends it. Descriptors: 8 for a cluster, 9 for the machine.
lock() { # descriptor file what
  mkdir -p "$(dirname "$2")"
  eval "exec $1>\"\$2\""
  flock -n "$1" && return
  say "waiting for another testbed that is at work on $3"
  flock -w 900 "$1" || die "$3 is still locked after 15 minutes: see who has $2 open"
}

started() { awk '{sub(/^.*\) /, ""); print $20}' "/proc/$1/stat" 2>/dev/null || true; } # of a process, in clock ticks

# An owner is a process of a certain start, for numbers of processes are used again.
owner_of() { # pid
  local when
  [ -n "$1" ] || return 0
  [[ $1 =~ ^[0-9]+$ ]] || misused "--owner PID: '$1' is no process number"
  when=$(started "$1")
  [ -n "$when" ] || die "--owner $1: there is no such process"
  echo "$1 $when"
}

# Whether the owner in that file has ended; what has no owner is never stale.
is_stale() { # file
  local pid when
  [ -s "$1" ] || return 1
  read -r pid when <"$1"
  [ "$(started "$pid")" != "$when" ]
}

need_linux_and_root() {
  [ "$(uname -s)" = Linux ] || { say "needs Linux: kubelet and containers do"; return 1; }
  [ "$(id -u)" = 0 ] || { say "needs root, for network namespaces and cgroups: sudo -E $here/testbed ..."; return 1; }
}

need_disk() { # folder GiB what-for
  local free
  mkdir -p "$1"
  free=$(df -Pk "$1" | awk 'NR == 2 {print int($4 / 1048576)}')
  [ "$free" -ge "$2" ] || { say "$3 needs $2 GiB in $1, which has $free: free some, or set $4"; return 1; }
}
