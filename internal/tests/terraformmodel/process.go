// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package terraformmodel

import (
	"context"
	"errors"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Process is a provider process. It ends with End, or earlier with Kill.
type Process struct {
	server  tfprotov6.ProviderServer
	close   func(context.Context)
	version string

	schemas    *tfprotov6.GetProviderSchemaResponse
	identities *tfprotov6.GetResourceIdentitySchemasResponse

	killed, stopped chan struct{}
	kill, stop      func()
	running         sync.WaitGroup
}

// NewProcess returns the process of a provider. atEnd is what its program does
// when serving has ended. version is the version of Terraform that it is told.
func NewProcess(server tfprotov6.ProviderServer, version string, atEnd func(context.Context)) *Process {
	p := &Process{server: builtin{server}, close: atEnd, version: version, killed: make(chan struct{}), stopped: make(chan struct{})}
	p.kill = sync.OnceFunc(func() { close(p.killed) })
	p.stop = sync.OnceFunc(func() { close(p.stopped) })
	return p
}

// Kill ends the process at once: nobody learns what its calls have done.
func (p *Process) Kill() { p.kill() }

// Killed is closed when the process was killed.
func (p *Process) Killed() <-chan struct{} { return p.killed }

// Stop asks the process to finish, as the first Ctrl-C does: calls that run are
// cancelled and waited for, and no more are made.
func (p *Process) Stop(ctx context.Context) {
	p.stop()
	_, _ = p.server.StopProvider(ctx, &tfprotov6.StopProviderRequest{})
}

// Stopped reports whether the process was killed, or asked to finish.
func (p *Process) Stopped() bool { return isClosed(p.stopped) || isClosed(p.killed) }

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// End ends the process as Terraform does after a command.
func (p *Process) End(ctx context.Context) {
	if !isClosed(p.killed) {
		p.close(ctx)
	}
	p.running.Wait()
}

// errKilled is what Terraform learns of a call to a provider that is gone.
var errKilled = errors.New("the plugin process has ended")

// call makes a call whose outcome is lost if the process is killed meanwhile.
func call[Q, R any](ctx context.Context, p *Process, method func(context.Context, *Q) (*R, error), request *Q) (*R, error) {
	type result struct {
		response *R
		err      error
	}
	if isClosed(p.killed) {
		return nil, errKilled
	}
	ctx, cancel := context.WithCancel(ctx)
	responded := make(chan result, 1)
	p.running.Go(func() {
		defer cancel()
		response, err := method(ctx, request)
		responded <- result{response, err}
	})
	select {
	case r := <-responded:
		if isClosed(p.killed) {
			return nil, errKilled
		}
		return r.response, r.err
	case <-p.killed:
		cancel()
		return nil, errKilled
	}
}

// prepare reads the schemas.
func (p *Process) prepare(ctx context.Context) error {
	var err error
	if p.schemas, err = call(ctx, p, p.server.GetProviderSchema, &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		return err
	}
	p.identities, err = call(ctx, p, p.server.GetResourceIdentitySchemas, &tfprotov6.GetResourceIdentitySchemasRequest{})
	return err
}
