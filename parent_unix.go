// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

const parentPollInterval = 250 * time.Millisecond

// closeWhenParentEnds watches the parent process, Terraform. It revokes open sessions
// and exits if Terraform ends without asking the provider to stop: after SIGTERM or
// SIGHUP to the process group, or when Terraform is killed. stop ends the watch.
func closeWhenParentEnds(p *provider.Provider, parent func() int) (stop func()) {
	// When Terraform dies, a write to standard error fails. It must not kill the
	// provider before the sessions are revoked.
	signal.Ignore(syscall.SIGPIPE)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGHUP)
	done := make(chan struct{})
	original := parent()
	go func() {
		ticker := time.NewTicker(parentPollInterval)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-signals:
			case <-ticker.C:
				if parent() == original {
					continue
				}
			}
			closeSessions(p, orphanedCloseTimeout)
			os.Exit(1)
		}
	}()
	return sync.OnceFunc(func() {
		signal.Stop(signals)
		close(done)
	})
}
