// The programs of etcd in one, as its image has them: it acts as the program it is called by, a symlink, or as its first argument.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/etcdctl/v3/ctlv3"
	"go.etcd.io/etcd/etcdutl/v3/etcdutl"
	"go.etcd.io/etcd/server/v3/etcdmain"
)

// The part of etcdutl that works on snapshots; its own main package cannot be imported.
func workOnSnapshots() {
	root := &cobra.Command{Use: "etcdutl", SilenceUsage: true}
	root.PersistentFlags().StringVarP(&etcdutl.OutputFormat, "write-out", "w", "simple", "output format: fields, json, protobuf, simple, table")
	root.AddCommand(etcdutl.NewSnapshotCommand(), etcdutl.NewHashKVCommand(), etcdutl.NewVersionCommand())
	if root.Execute() != nil {
		os.Exit(1)
	}
}

func main() {
	for range 2 {
		switch filepath.Base(os.Args[0]) {
		case "etcd":
			etcdmain.Main(os.Args)
			return
		case "etcdctl":
			ctlv3.MustStart()
			return
		case "etcdutl":
			workOnSnapshots()
			return
		}
		if len(os.Args) < 2 {
			break
		}
		os.Args = os.Args[1:]
	}
	fmt.Fprintln(os.Stderr, "usage: {etcd|etcdctl|etcdutl} [argument ...]")
	os.Exit(2)
}
