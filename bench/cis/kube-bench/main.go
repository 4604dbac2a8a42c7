// kube-bench as its own project builds it, of the version that go.mod pins.
package main

import "github.com/aquasecurity/kube-bench/cmd"

func main() { cmd.Execute() }
