# shellcheck shell=bash
# Processes of a cluster: each is started from a script in $dir/run, so that it can be started again, and has $dir as its
# working folder, by which it is known to be ours. Node i's files are in $dir/i.

launch() { # namespace component command... (nsenter, for "ip netns exec" would hide the cgroup mounts)
  local space=$1 name=$2
  shift 2
  { printf 'cd %q\nexec nsenter --net=/run/netns/%q' "$dir" "$space"; printf ' %q' "$@"; echo; } >"$dir/run/$name"
  start "$name"
}

start() { # component
  (
    cd "$dir"
    setsid bash "run/$1" >>"log/$1" 2>&1 </dev/null 7>&- 8>&- 9>&- &
    echo $! >"pid/$1"
  )
}

pid_of() { cat "$dir/pid/$1" 2>/dev/null || true; } # component

is_alive() { # component
  local pid
  pid=$(pid_of "$1")
  [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$(readlink -f "$dir")" ]
}

is_paused() { is_alive "$1" && grep -q '^State:.*T (stopped)' "/proc/$(pid_of "$1")/status"; } # component

components() { find "$dir/run" -type f -printf '%f\n' 2>/dev/null | sort; }

# Waits for what a component has to do; that it has ended ends the waiting.
await_of() { # component seconds message command...
  local name=$1 end=$((SECONDS + $2)) message=$3
  shift 3
  until "$@" >/dev/null 2>&1; do
    is_alive "$name" || broken "$dir/log/$name" "$name of $cluster has ended"
    [ "$SECONDS" -lt "$end" ] || broken "$dir/log/$name" "$message"
    sleep 0.2
  done
}

name_of() { if [ "$1" = 1 ]; then echo "$cluster"; else echo "$cluster-$1"; fi; } # node
suffix_of() { [ "$1" = 1 ] || echo "-$1"; } # node

# A cgroup for the pods of each node, for kubelets share the machine. Version 2 has one tree, version 1 one for each controller.
# All pods of a node together would weigh no more than any one process of the machine: eight times as much is nearer to a node.
cgroup() { # name
  local controller tree=/sys/fs/cgroup
  if [ -e "$tree/cgroup.controllers" ]; then
    delegate "$tree"
    mkdir -p "$tree/$1"
    for controller in cpuset cpu memory pids; do
      grep -qw "$controller" "$tree/$1/cgroup.controllers" ||
        die "the cgroup controller $controller is not to be had in $tree: start this outside of a container, or in one with a cgroup namespace of its own and $tree writable"
    done
    echo 800 >"$tree/$1/cpu.weight"
  else
    for controller in "$tree"/*/; do
      [ -e "$controller/cgroup.procs" ] && mkdir -p "$controller$1"
    done
    [ ! -e "$tree/cpu/$1/cpu.shares" ] || echo 8192 >"$tree/cpu/$1/cpu.shares"
    if [ -e "$tree/cpuset/cpuset.cpus" ]; then
      cat "$tree/cpuset/cpuset.cpus" >"$tree/cpuset/$1/cpuset.cpus"
      cat "$tree/cpuset/cpuset.mems" >"$tree/cpuset/$1/cpuset.mems"
    fi
  fi
}

# In a container the root of the tree has processes and may not give its controllers away until they have moved.
delegate() { # tree
  local controller pid
  for controller in cpuset cpu memory pids io hugetlb; do
    grep -qw "$controller" "$1/cgroup.controllers" || continue
    grep -qw "$controller" "$1/cgroup.subtree_control" && continue
    echo "+$controller" 2>/dev/null >"$1/cgroup.subtree_control" && continue
    mkdir -p "$1/testbed-init"
    while read -r pid; do echo "$pid" 2>/dev/null >"$1/testbed-init/cgroup.procs" || true; done <"$1/cgroup.procs"
    echo "+$controller" 2>/dev/null >"$1/cgroup.subtree_control" || true
  done
}

containerd_of() { ctr -a "$dir/$1/containerd.sock" "${@:2}"; } # node argument...

import() { # node archive
  containerd_of "$1" -n k8s.io images import "$2"
}

node() { # index node
  local n=$1 i=$2 home=$dir/$2 space=testbed-$1-$2 name suffix
  name=$(name_of "$i")
  suffix=$(suffix_of "$i")
  mkdir -p "$home/cni"
  # Routed, not bridged: what a pod sends to another one of its node by a Service's address passes the node's rules both ways.
  cat >"$home/cni/pods.conflist" <<Y
{"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "ptp",
 "ipam": {"type": "host-local", "dataDir": "$home/ipam", "ranges": [[{"subnet": "$(pods_of "$n" "$i")"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
 {"type": "portmap", "capabilities": {"portMappings": true}}]}
Y
  cat >"$home/containerd.toml" <<Y
version = 2
root = "$home/containerd"
state = "$home/run"
[grpc]
  address = "$home/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "$home/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/testbed/pause:1"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$home/cni"
Y
  cat >"$home/kubelet.yaml" <<Y
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $dir/pki/ca.crt}}
authorization: {mode: Webhook}
containerRuntimeEndpoint: unix://$home/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$space
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
evictionHard: {memory.available: 100Mi, nodefs.available: 0%, imagefs.available: 0%, nodefs.inodesFree: 0%}
podLogsDir: $dir/log/pods$suffix
Y
  cgroup "$space"
  launch "$space" "containerd$suffix" containerd -c "$home/containerd.toml"
  await_of "containerd$suffix" 30 "containerd of $name did not answer within 30 s" containerd_of "$i" version
  for archive in pause echo; do
    import "$i" "$cache/$archive.tar" >>"$dir/log/import" 2>&1 || broken "$dir/log/import" "importing $cache/$archive.tar failed"
  done
  launch "$space" "kubelet$suffix" "$bin/kubelet" --config "$home/kubelet.yaml" --kubeconfig "$dir/$name.kubeconfig" \
    --hostname-override "$name" --root-dir "$home/kubelet" --node-ip "172.30.$n.$((i + 1))"
  launch "$space" "proxy$suffix" "$bin/kube-proxy" --kubeconfig "$dir/proxy.kubeconfig" --proxy-mode iptables \
    --cluster-cidr "10.$((100 + n)).0.0/16" --hostname-override "$name" --conntrack-max-per-core 0
}
