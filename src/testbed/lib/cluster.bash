# shellcheck shell=bash
# A cluster from its first file to its last. Whatever state it is in, `destroy` takes it down; so `up` may be killed at any time.

enter() { # name: of which cluster the following speaks
  [[ $1 =~ ^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$ ]] ||
    misused "$command NAME: '$1' must be 1 to 32 of a-z, 0-9 and dashes, with a letter or digit at both ends"
  cluster=$1
  dir=$state/clusters/$1
}

enter_existing() { # name
  [ -n "${1:-}" ] || misused "$command NAME"
  enter "$1"
  [ -d "$dir" ] || die "there is no cluster $1. 'testbed status' lists those there are, 'testbed up $1' starts it"
}

index_of() { cat "$dir/index" 2>/dev/null || true; }
nodes_of() { cat "$dir/nodes" 2>/dev/null || echo 1; }
admin() { "$bin/kubectl" --kubeconfig "$dir/admin.kubeconfig" --request-timeout 5s "$@"; }
is_ready() { admin wait --for condition=Ready "node/$1" --timeout 1s; } # node's name

up() {
  local name='' nodes='' owner=${TESTBED_OWNER:-}
  while [ $# -gt 0 ]; do
    case $1 in
      --nodes | --owner) [ $# -ge 2 ] || misused "up: $1 needs a value"
        if [ "$1" = --nodes ]; then nodes=$2; else owner=$2; fi
        shift 2 ;;
      -*) misused "up NAME [--nodes N] [--owner PID]: there is no option $1" ;;
      *) [ -z "$name" ] || misused "up takes one NAME, not '$1' too"; name=$1; shift ;;
    esac
  done
  [ -n "$name" ] || misused "up NAME [--nodes N] [--owner PID]"
  [[ $nodes =~ ^[0-9]?$ ]] || misused "up --nodes $nodes: 0 to 9"
  enter "$name"
  [ ${#state} -le 60 ] || die "TESTBED_STATE=$state: sockets below it would have names too long; 60 characters at most"
  (check cluster) || exit 3
  need_disk "$state" 2 "a cluster" TESTBED_STATE || exit 3
  owner=$(owner_of "$owner")
  down_stale
  lock 8 "$state/locks/$name" "cluster $name"
  if exists "$nodes"; then
    [ -z "$owner" ] || echo "$owner" >"$dir/owner"
  else
    build "${nodes:-1}" "$owner"
  fi
  if [ "$(nodes_of)" -gt 0 ]; then echo "$dir/admin.kubeconfig"; fi
}

# Whether it is there, mended if need be. What is beyond that, such as after a restart of the machine, is removed.
exists() { # wanted-nodes
  local name n lost=no
  [ -d "$dir" ] || return 1
  n=$(index_of)
  if [ -n "$n" ]; then
    is_ours "$n" || lost=yes
    [ "$(spaces "$n" | wc -l)" -ge "$(nodes_of)" ] || lost=yes
    ip link show "lattice-v$n" >/dev/null 2>&1 || lost=yes
  fi
  if [ ! -e "$dir/ready" ] || [ "$lost" = yes ]; then
    say "what is there of $cluster is not whole: taking it down first"
    destroy
    return 1
  fi
  [ -z "$1" ] || [ "$1" = "$(nodes_of)" ] || die "$cluster runs with --nodes $(nodes_of), not $1: 'testbed down $cluster' first"
  for name in $(components); do
    if is_paused "$name"; then
      say "$name of $cluster was paused: resumed"
      kill -CONT "$(pid_of "$name")"
    elif ! is_alive "$name"; then
      say "$name of $cluster had ended: started again"
      start "$name"
    fi
  done
  [ "$(nodes_of)" = 0 ] || settle
  say "$cluster runs already"
}

build() { # nodes owner
  local nodes=$1 i name began=$SECONDS
  rm -rf "$state/failed/$cluster"
  mkdir -p "$dir"/{pki,log,pid,run}
  trap undo EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  [ -z "$2" ] || echo "$2" >"$dir/owner"
  echo "$nodes" >"$dir/nodes"
  local n
  claim
  n=$(index_of)
  network "$n" "$nodes" 2>>"$dir/log/network" || broken "$dir/log/network" "the network of $cluster could not be made"
  if [ "$nodes" -gt 0 ]; then
    node=172.30.$n.2
    (cd "$dir" && certificates "$nodes") >"$dir/log/certificates" 2>&1 || broken "$dir/log/certificates" "openssl failed"
    control_plane "testbed-$n-1"
    for ((i = 1; i <= nodes; i++)); do node "$n" "$i"; done
    settle
  fi
  touch "$dir/ready"
  trap - EXIT INT TERM HUP
  say "$cluster is up after $((SECONDS - began)) s (index $n)"
}

undo() {
  local code=$?
  trap '' INT TERM HUP
  trap - EXIT
  say "taking down what there is of $cluster; its logs are kept in $state/failed/$cluster"
  mkdir -p "$state/failed"
  rm -rf "$state/failed/$cluster"
  cp -r "$dir/log" "$state/failed/$cluster" 2>/dev/null || true
  destroy || true
  exit "$code"
}

certificates() { # nodes; in $dir
  local i
  openssl genrsa -out pki/sa.key 2048
  openssl rsa -in pki/sa.key -pubout -out pki/sa.pub
  openssl req -x509 -newkey rsa:2048 -nodes -keyout pki/ca.key -out pki/ca.crt -subj /CN=testbed -days 365
  certificate apiserver /CN=kube-apiserver
  certificate kubelet-client /O=system:masters/CN=kubelet-client
  identity admin /O=system:masters/CN=admin
  identity controllers /CN=system:kube-controller-manager
  identity scheduler /CN=system:kube-scheduler
  identity proxy /CN=system:kube-proxy
  for ((i = 1; i <= $1; i++)); do identity "$(name_of "$i")" "/O=system:nodes/CN=system:node:$(name_of "$i")"; done
}

certificate() { # name subject
  openssl req -newkey rsa:2048 -nodes -keyout "pki/$1.key" -out "pki/$1.csr" -subj "$2"
  openssl x509 -req -in "pki/$1.csr" -CA pki/ca.crt -CAkey pki/ca.key -CAcreateserial -days 365 -out "pki/$1.crt" \
    -extfile <(echo "subjectAltName=DNS:localhost,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1,IP:$node")
}

identity() { # name subject: a kubeconfig that needs no other file
  certificate "$@"
  cat >"$1.kubeconfig" <<Y
apiVersion: v1
kind: Config
clusters: [{name: $cluster, cluster: {server: "https://$node:6443", certificate-authority-data: $(base64 -w 0 pki/ca.crt)}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w 0 "pki/$1.crt"), client-key-data: $(base64 -w 0 "pki/$1.key")}}]
contexts: [{name: $cluster, context: {cluster: $cluster, user: $1}}]
current-context: $cluster
Y
  chmod 600 "$1.kubeconfig"
}

control_plane() { # namespace
  launch "$1" etcd "$bin/etcd" --data-dir "$dir/etcd"
  launch "$1" apiserver "$bin/kube-apiserver" --etcd-servers http://127.0.0.1:2379 --secure-port 6443 --advertise-address "$node" \
    --tls-cert-file "$dir/pki/apiserver.crt" --tls-private-key-file "$dir/pki/apiserver.key" --client-ca-file "$dir/pki/ca.crt" \
    --kubelet-client-certificate "$dir/pki/kubelet-client.crt" --kubelet-client-key "$dir/pki/kubelet-client.key" \
    --kubelet-preferred-address-types InternalIP --service-account-issuer https://kubernetes.default.svc \
    --service-account-key-file "$dir/pki/sa.pub" --service-account-signing-key-file "$dir/pki/sa.key" \
    --service-cluster-ip-range 10.96.0.0/16 --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction
  await_of apiserver "the API server of $cluster is not ready" admin get --raw /readyz
  launch "$1" controllers "$bin/kube-controller-manager" --kubeconfig "$dir/controllers.kubeconfig" --leader-elect=false \
    --service-account-private-key-file "$dir/pki/sa.key" --root-ca-file "$dir/pki/ca.crt" --use-service-account-credentials
  launch "$1" scheduler "$bin/kube-scheduler" --kubeconfig "$dir/scheduler.kubeconfig" --leader-elect=false
}

# Waits until pods could be made.
settle() {
  local i
  await_of apiserver "the API server of $cluster is not ready" admin get --raw /readyz
  for ((i = 1; i <= $(nodes_of); i++)); do
    await_of "kubelet$(suffix_of "$i")" "node $(name_of "$i") is not ready" is_ready "$(name_of "$i")"
  done
  await_of controllers "the namespace default of $cluster has no service account" admin -n default get serviceaccount default
}

down() {
  local name
  case ${1:-} in
    '') misused "down NAME... | --all | --stale" ;;
    --stale) down_stale; localstack_sweep_alone ;;
    --all) for name in $(names); do down_one "$name"; done; localstack_sweep_alone --all ;;
    *) for name in "$@"; do down_one "$name"; done ;;
  esac
}

names() { find "$state/clusters" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' 2>/dev/null | sort; }

down_one() { # name; in a shell of its own, which holds the lock
  (
    enter "$1"
    need_linux_and_root || exit 3
    lock 8 "$state/locks/$1" "cluster $1"
    rm -rf "$state/failed/$1"
    [ -d "$dir" ] || { say "there is no cluster $1"; exit 0; }
    destroy
    say "$1 is down"
  )
}

down_stale() {
  local name
  for name in $(names); do
    is_stale "$state/clusters/$name/owner" || continue
    say "the owner of $name has ended"
    down_one "$name"
  done
}

# All that there is of the cluster in $dir. The index goes before the folder: without it the folder is nothing but files.
destroy() {
  local n
  n=$(index_of)
  if [ -n "$n" ] && is_ours "$n"; then
    vacate "$n"
    unmount
    forget_containers
    rm -f "$claims/$n"
  fi
  unmount
  rm -rf "$dir"
}

unmount() { # deepest first
  awk -v d="$dir/" 'index($2, d) == 1 {print $2}' /proc/mounts | sort -r | while read -r mount; do umount -l "$mount" 2>/dev/null || true; done
}

# What containers that were killed leave behind outside of $dir.
forget_containers() {
  local task address
  for task in "$dir"/*/run/io.containerd.runtime.v2.task/k8s.io/*/; do
    [ -d "$task" ] || continue
    address=$(cat "$task/address" 2>/dev/null || true)
    task=$(basename "$task")
    rm -f "${address#unix://}" /var/lib/cni/results/*"-$task-"*
    rm -rf "/run/containerd/runc/k8s.io/$task"
  done
  find /var/log/containers -lname "$dir/*" -delete 2>/dev/null || true
}

overview() {
  local name
  {
    echo "NAME|NODES|STATE|MACHINE|PODS|OWNER"
    for name in $(names); do
      enter "$name"
      echo "$name|$(nodes_of)|$(condition)|172.30.$(index_of).1|10.$((100 + $(index_of))).0.0/16|$(cut -d ' ' -f 1 "$dir/owner" 2>/dev/null || echo -)"
    done
  } | column -t -s '|'
}

condition() {
  local name trouble=
  [ -e "$dir/ready" ] || { if flock -n "$state/locks/$cluster" true; then echo "unfinished"; else echo "starting"; fi; return; }
  is_ours "$(index_of)" && [ -e "/run/netns/testbed-$(index_of)-1" ] || { echo "lost"; return; }
  for name in $(components); do
    if is_paused "$name"; then trouble+="${trouble:+, }$name paused"; elif ! is_alive "$name"; then trouble+="${trouble:+, }$name ended"; fi
  done
  if is_stale "$dir/owner"; then trouble+="${trouble:+, }owner ended"; fi
  echo "${trouble:-running}"
}

details() { # name
  local n
  enter_existing "$1"
  n=$(index_of)
  cat <<Y
NAME=$1
NODES=$(nodes_of)
STATE="$(condition)"
INDEX=$n
MACHINE=172.30.$n.1
NODE=172.30.$n.2
PODS=10.$((100 + n)).0.0/16
NETNS=/run/netns/testbed-$n-1
KUBECONFIG=$dir/admin.kubeconfig
LOGS=$dir/log
Y
}

load() { # name archive...
  local archive i
  [ $# -ge 2 ] || misused "load NAME TAR..."
  enter_existing "$1"
  shift
  for archive in "$@"; do
    [ -r "$archive" ] || die "load: there is no file $archive"
    for ((i = 1; i <= $(nodes_of); i++)); do
      import "$i" "$archive" >"$dir/log/import" 2>&1 || broken "$dir/log/import" "$archive could not be loaded into $(name_of "$i")"
      cat "$dir/log/import"
    done
  done
}

component() { # name [component]: checks both, sets $part
  enter_existing "${1:-}"
  part=${2:-apiserver}
  [ -e "$dir/run/$part" ] || die "$cluster has no component $part: $(components | xargs)"
}

pause() {
  component "$@"
  is_alive "$part" || die "$part of $cluster does not run: 'testbed up $cluster' mends it"
  kill -STOP "$(pid_of "$part")"
}

resume() {
  component "$@"
  is_alive "$part" || die "$part of $cluster does not run: 'testbed up $cluster' mends it"
  kill -CONT "$(pid_of "$part")"
}

restart() {
  component "$@"
  lock 8 "$state/locks/$cluster" "cluster $cluster"
  if is_alive "$part"; then
    kill -TERM "$(pid_of "$part")"
    kill -CONT "$(pid_of "$part")"
    await 20 eval "! is_alive $part" || kill -9 "$(pid_of "$part")"
  fi
  start "$part"
  settle
}
