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

// closeWhenAbandoned revokes open sessions and exits when Terraform is gone
// without asking the provider to stop: after SIGTERM or SIGHUP to the process
// group, or when the parent process was killed. The returned function ends the
// watch.
func closeWhenAbandoned(p *provider.Provider, parent func() int) (stop func()) {
	// Terraform's death closes our standard error; a write to it must not kill
	// us before the sessions are revoked.
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
			closeSessions(p)
			os.Exit(1)
		}
	}()
	return sync.OnceFunc(func() {
		signal.Stop(signals)
		close(done)
	})
}
