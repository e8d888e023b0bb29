// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"strings"
	"sync"
)

// graph is a set of steps with what must be done before each.
type graph struct {
	order []string
	nodes map[string]*node
}

type node struct {
	after []string
	work  func() (well bool)
	done  chan struct{}
	well  bool
}

func newGraph() *graph { return &graph{nodes: map[string]*node{}} }

func (g *graph) add(name string, after []string, work func() bool) {
	g.order = append(g.order, name)
	g.nodes[name] = &node{after: after, work: work, done: make(chan struct{})}
}

// walk does all steps, as many at the same time as parallelism says. A step is left
// out if one before it did not go well, and all are that have not begun when
// stopped says so.
func (g *graph) walk(parallelism int, stopped func() bool) {
	places := make(chan struct{}, parallelism)
	var all sync.WaitGroup
	for _, name := range g.order {
		n := g.nodes[name]
		all.Go(func() {
			defer close(n.done)
			for _, name := range n.after {
				if before := g.nodes[name]; before != nil {
					<-before.done
					if !before.well {
						return
					}
				}
			}
			places <- struct{}{}
			defer func() { <-places }()
			n.well = !stopped() && n.work()
		})
	}
	all.Wait()
}

// cut separates the type and the name of an address.
func cut(address string) (typeName, name string, ok bool) { return strings.Cut(address, ".") }
