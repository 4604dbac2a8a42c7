# All settings of kubeadm (v1beta4) in one place. JSON is YAML: nothing is ever pasted into text.
# $machine: node/machine-config.ts; $identity: what EC2 tells; $secret: the cluster's keys; $facts: what this kernel can do.

def arguments: to_entries | map({name: .key, value: (.value | tostring)});

def endpoint: "\($machine.endpoint.host):\($machine.endpoint.port)";

def labels:
  {
    "topology.kubernetes.io/region": $identity.region,
    "topology.kubernetes.io/zone": $identity.zone,
    "node.kubernetes.io/instance-type": $identity.instanceType,
    "kubewright.dev/fault-domain": $identity.faultDomain
  }
  | with_entries(select(.value != "")) + $machine.labels
  | to_entries | map("\(.key)=\(.value)") | join(",");

# kubeadm puts its usual taint on control-plane nodes only where none is given.
def taints:
  if $machine.role == "worker" then {taints: $machine.taints}
  elif $machine.taints == [] then {}
  else {taints: ([{key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule"}] + $machine.taints)}
  end;

def nodeRegistration:
  {
    name: $identity.nodeName,
    criSocket: "unix:///run/containerd/containerd.sock",
    # kubeadm refuses cgroup v1 unless told.
    ignorePreflightErrors: ((if $facts.cgroupV1 then ["SystemVerification"] else [] end)
      # etcd that has been filled from a snapshot.
      + (if $machine.restore then ["DirAvailable--var-lib-etcd-data"] else [] end)),
    kubeletExtraArgs: ({
      "node-ip": $identity.address,
      "provider-id": "aws:///\($identity.zone)/\($identity.instanceId)",
      "node-labels": labels
    }
    # kubeadm taints a member some time after its node is there. Where another cluster's snapshot is born anew pods are waiting by then.
    + (if $machine.restore.ofAnother then {"register-with-taints": "node-role.kubernetes.io/control-plane:NoSchedule"} else {} end)
    | arguments)
  } + taints;

# Twice to five times what kubeadm takes: on a machine that is busy or has slow disks a late answer is better than none.
def timeouts:
  {
    controlPlaneComponentHealthCheck: "10m0s",
    discovery: "10m0s",
    kubeletHealthCheck: "10m0s",
    kubernetesAPICall: "5m0s",
    tlsBootstrap: "10m0s"
  };

def patches: {directory: "/etc/kubernetes/patches"};

def mounted($name; $path; $writable; $type):
  {name: $name, hostPath: $path, mountPath: $path, readOnly: ($writable | not), pathType: $type};

# AEAD with forward secrecy, for TLS 1.2; those of TLS 1.3 are all of that kind, and Go lets nobody choose among them.
def ciphers:
  ["AES_128_GCM_SHA256", "AES_256_GCM_SHA384"]
  | map("TLS_ECDHE_ECDSA_WITH_\(.)", "TLS_ECDHE_RSA_WITH_\(.)");

def clusterConfiguration:
  {
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "ClusterConfiguration",
    clusterName: $machine.clusterId,
    kubernetesVersion: $machine.kubernetesVersion,
    controlPlaneEndpoint: endpoint,
    encryptionAlgorithm: "ECDSA-P256",
    networking: {podSubnet: $machine.podCidr, serviceSubnet: $machine.serviceCidr, dnsDomain: "cluster.local"},
    # Below the mount point: a fresh file system is not empty.
    etcd: {local: ({dataDir: "/var/lib/etcd/data"}
      + (if $machine.etcdImageTag then {imageTag: $machine.etcdImageTag} else {} end))},
    apiServer: {
      certSANs: ([$machine.endpoint.host] + $machine.endpoint.addresses + ($machine.certificateNames // []) | unique),
      extraArgs: ({
        "encryption-provider-config": "/etc/kubernetes/encryption.json",
        "authentication-config": "/etc/kubewright/authentication.yaml",
        # External addresses in a Service let whoever may make one take over traffic for them (CVE-2020-8554).
        "enable-admission-plugins": "NodeRestriction,DenyServiceExternalIPs",
        # A pod's token lives as long as it says; by default the API server takes an hour's token for a year.
        "service-account-extend-token-expiration": false,
        "audit-policy-file": "/etc/kubewright/audit-policy.yaml",
        "audit-log-path": "/var/log/kubernetes/audit.log",
        "audit-log-maxsize": 100,
        "audit-log-maxbackup": 10,
        "audit-log-maxage": 30,
        "tls-cipher-suites": (ciphers | join(",")),
        "profiling": false
      } | arguments),
      extraVolumes: [
        mounted("encryption"; "/etc/kubernetes/encryption.json"; false; "File"),
        mounted("authentication"; "/etc/kubewright/authentication.yaml"; false; "File"),
        mounted("audit-policy"; "/etc/kubewright/audit-policy.yaml"; false; "File"),
        mounted("audit-log"; "/var/log/kubernetes"; true; "DirectoryOrCreate")
      ]
    },
    controllerManager: {
      # A new cluster waits for it: pod ranges, certificates of nodes, tokens. The usual limits hold it back for seconds.
      extraArgs: ({"kube-api-qps": 100, "kube-api-burst": 200, "leader-elect-retry-period": "1s", "profiling": false,
        # Pods that have ended are kept for their logs, and no longer by the ten thousand.
        "terminated-pod-gc-threshold": 1000}
        # It signs by a file of one certificate; ca.crt may hold two that are trusted.
        + (if $secret.files["pki/cluster-signing.crt"] then {"cluster-signing-cert-file": "/etc/kubernetes/pki/cluster-signing.crt"} else {} end)
        | arguments)
    },
    scheduler: {extraArgs: ({"profiling": false} | arguments)}
  };

def kubeletConfiguration:
  {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    clusterDNS: [$machine.dnsAddress],
    tlsCipherSuites: ciphers,
    # A pod that forks without end takes its node's processes otherwise.
    podPidsLimit: 4096,
    # The runtime's own filter of system calls, for pods that name none.
    seccompDefault: true
  }
  + (if $facts.cgroupV1 then {failCgroupV1: false} else {} end);

def kubeProxyConfiguration:
  {apiVersion: "kubeproxy.config.k8s.io/v1alpha1", kind: "KubeProxyConfiguration", mode: "nftables"}
  # Where the kernel's table of connections is not this machine's to size, kube-proxy must leave it alone.
  + (if $facts.conntrackFixed
     then {conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s"}}
     else {} end);

# Documents for `kubeadm init`.
def init:
  {
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "InitConfiguration",
    bootstrapTokens: [{token: $secret.bootstrapToken, ttl: "24h0m0s"}],
    localAPIEndpoint: {advertiseAddress: $identity.address, bindPort: $machine.endpoint.port},
    nodeRegistration: nodeRegistration,
    timeouts: timeouts,
    patches: patches
  },
  clusterConfiguration,
  kubeletConfiguration,
  kubeProxyConfiguration;

# The document for `kubeadm join`. A control-plane machine has all keys already: none has to be fetched.
def join:
  {
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "JoinConfiguration",
    discovery: {
      bootstrapToken: {apiServerEndpoint: endpoint, token: $secret.bootstrapToken, caCertHashes: [$secret.caCertHash]}
    },
    nodeRegistration: nodeRegistration,
    timeouts: timeouts
  }
  + (if $machine.emulates then {patches: patches} else {} end)
  + (if $machine.role == "control-plane"
     then {controlPlane: {localAPIEndpoint: {advertiseAddress: $identity.address, bindPort: $machine.endpoint.port}}}
     else {} end);

# Of a member that is of a newer minor than others: nothing is stored or served that those do not know, until finalise takes the flag away.
# As a patch, so that whoever joins later finds nothing of it in the cluster's configuration.
def emulationPatch: [{op: "add", path: "/spec/containers/0/command/-", value: "--emulated-version=\($machine.emulates)"}];

# Members of a new cluster know each other from the start. As a patch, so that the ClusterConfiguration that the cluster keeps stays what
# kubeadm expects of a usual one; of two equal flags etcd takes the last.
def etcdPatch:
  ($machine.etcdMembers | map("\(.name)=https://\(.address):2380") | join(",")) as $members
  | ["--initial-cluster=\($members)", "--initial-cluster-state=new"]
  | map({op: "add", path: "/spec/containers/0/command/-", value: .});

# A DNS server a zone (control-plane.sh says why). The first try of the readiness probe is always too early, and the next would be 10 s later.
def corednsPatch:
  {
    spec: {
      replicas: 3,
      template: {
        spec: {
          containers: [{name: "coredns", readinessProbe: {periodSeconds: 2}}],
          topologySpreadConstraints: [{
            maxSkew: 1,
            minDomains: 3,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: {matchLabels: {"k8s-app": "kube-dns"}}
          }]
        }
      }
    }
  };

# Secrets lie encrypted in etcd: what is written with the cluster's own key, what came with the backup that it was born from with that one's.
# etcd keeps a key's name beside what it has encrypted, so each has the number that it had there.
def encryptionConfiguration:
  (($secret.earlierEncryptionKeys // []) + [$secret.encryptionKey]
    | to_entries | map({name: "key\(.key + 1)", secret: .value}) | reverse) as $keys
  | {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "EncryptionConfiguration",
    resources: [{
      resources: ["secrets"],
      providers: [{secretbox: {keys: $keys}}, {identity: {}}]
    }]
  };
