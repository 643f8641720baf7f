# shellcheck shell=bash
# An index N of the machine and all that carries it in its name: network namespaces and cgroups testbed-N-1, testbed-N-2, ...,
# the device lattice-vN, the networks 172.30.N.0/24 and 10.(100+N).0.0/16. Clusters of all users of the machine share the
# indexes; a file in $claims says which folder has which.

claims=/run/lattice-testbed

# Takes a free index for the cluster in $dir and its device, so that nobody else finds it free.
claim() {
  lock 9 "$claims/lock" "the choice of a network"
  for ((n = 1; n <= 150; n++)); do
    is_free "$n" || continue
    vacate "$n"
    echo "$dir" >"$claims/$n"
    echo "$n" >"$dir/index"
    break
  done
  exec 9>&-
  [ "$n" -le 150 ] || die "no network 172.30.N.0/24 with 10.(100+N).0.0/16 is free: take clusters down, or see 'ip route'"
}

is_free() { # index
  local holder
  holder=$(cat "$claims/$1" 2>/dev/null || true)
  [ -n "$holder" ] && [ -d "$holder" ] && return 1
  [ -n "$holder" ] && return 0 # its folder was removed without it
  ! ip link show "lattice-v$1" >/dev/null 2>&1 && ! is_routed "172.30.$1.2" && ! is_routed "10.$((100 + $1)).0.2"
}

is_routed() { ip -4 route show match "$1" 2>/dev/null | grep -qv '^default'; } # by more than the default route

is_ours() { [ "$(cat "$claims/$1" 2>/dev/null)" = "$dir" ]; } # index

spaces() { ip netns list 2>/dev/null | awk -v n="$1" '$1 ~ "^testbed-" n "-[0-9]+$" {print $1}'; } # index

cgroups_of() { find /sys/fs/cgroup -depth -type d -path "*/testbed-$1-[0-9]*" 2>/dev/null || true; } # index

processes() { # index
  local space
  for space in $(spaces "$1"); do ip netns pids "$space" 2>/dev/null || true; done
  cgroups_of "$1" | while read -r folder; do cat "$folder/cgroup.procs" 2>/dev/null || true; done
}

# Ends all that runs in the spaces of an index (pods too: they are in the cgroups), then removes them.
vacate() { # index
  local tries=0 found space folder
  while found=$(processes "$1" | sort -u) && [ -n "$found" ]; do
    # shellcheck disable=SC2086 # one word for each process
    kill -9 $found 2>/dev/null || true
    tries=$((tries + 1))
    [ "$tries" -le 100 ] || die "processes that do not end: $(echo "$found" | head -n 5 | xargs)"
    sleep 0.1
  done
  for space in $(spaces "$1"); do ip netns del "$space"; done
  ip link del "lattice-v$1" 2>/dev/null || true
  cgroups_of "$1" | while read -r folder; do rmdir "$folder" 2>/dev/null || true; done
}

# The first node's namespace has a switch, to which the machine and the other nodes are connected: nothing that the machine's
# firewall does to forwarded packets matters.
network() { # index count-of-nodes
  local n=$1 i first=testbed-$1-1 space
  ip netns add "$first"
  ip link add "lattice-v$n" type veth peer name eth0 netns "$first"
  ip addr add "172.30.$n.1/24" dev "lattice-v$n"
  ip link set "lattice-v$n" up
  ip -n "$first" link set lo up
  if [ "$2" -le 1 ]; then
    ip -n "$first" addr add "172.30.$n.2/24" dev eth0
    ip -n "$first" link set eth0 up
  else
    ip -n "$first" link add nodes type bridge
    ip -n "$first" addr add "172.30.$n.2/24" dev nodes
    ip -n "$first" link set eth0 master nodes up
    ip -n "$first" link set nodes up
    for ((i = 2; i <= $2; i++)); do
      space=testbed-$n-$i
      ip netns add "$space"
      ip link add "node-$i" netns "$first" type veth peer name eth0 netns "$space"
      ip -n "$first" link set "node-$i" master nodes up
      ip -n "$space" link set lo up
      ip -n "$space" addr add "172.30.$n.$((i + 1))/24" dev eth0
      ip -n "$space" link set eth0 up
    done
  fi
  for ((i = 1; i <= $2; i++)); do # pods of node i, from the machine and from the other nodes
    ip route add "$(pods_of "$n" "$i")" via "172.30.$n.$((i + 1))"
    for ((other = 1; other <= $2; other++)); do
      [ "$other" = "$i" ] || ip -n "testbed-$n-$other" route add "$(pods_of "$n" "$i")" via "172.30.$n.$((i + 1))"
    done
  done
  for space in $(spaces "$n"); do
    ip -n "$space" route add default via "172.30.$n.1"
    nsenter --net="/run/netns/$space" sysctl -qw net.ipv4.ip_forward=1
  done
}

pods_of() { echo "10.$((100 + $1)).$(($2 - 1)).0/24"; } # index node
