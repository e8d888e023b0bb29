// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
)

// drainTimeout is how long requests in progress may take after an interrupt.
const drainTimeout = 5 * time.Second

// settings are what the command line says.
type settings struct {
	listen  string
	options simulator.Options
	console console.Options
}

// run serves a fresh platform until ctx ends. Requests that are in progress then
// have drainTimeout to finish.
func run(ctx context.Context, arguments []string, stdout, stderr io.Writer) error {
	chosen, err := parse(arguments, stderr)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", chosen.listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", chosen.listen, err)
	}
	platform := simulator.New(chosen.options)
	origin := "http://" + listener.Addr().String()
	platform.SetBaseURL(origin)
	server := &http.Server{Handler: console.New(platform, chosen.console), ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	if err := announce(stdout, origin, console.Environment(platform, chosen.console.TerraformConfig), chosen.console.TerraformConfig != ""); err != nil {
		return errors.Join(fmt.Errorf("print the address: %w", err), server.Close())
	}
	select {
	case err := <-served:
		return fmt.Errorf("serve %s: %w", origin, err)
	case <-ctx.Done():
		return drain(ctx, server)
	}
}

func drain(ctx context.Context, server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("requests were still in progress after %s: %w", drainTimeout, err), server.Close())
	}
	return nil
}

func parse(arguments []string, stderr io.Writer) (settings, error) {
	flags := flag.NewFlagSet("ringcentral-simulator", flag.ContinueOnError)
	flags.SetOutput(stderr)
	listen := flags.String("listen", "127.0.0.1:0", "loopback `address` and port to listen on; port 0 chooses a free port")
	unlimited := flags.Bool("unlimited", false, "apply rate limits too generous to reach")
	window := flags.Duration("window", time.Minute, "length of the rate-limit window and of the penalty")
	terraformConfig := flags.String("terraform-config", "", "`path` of a Terraform CLI configuration to name in the environment")
	dialect := flags.String("dialect", "documented", "dialect of the platform: a `file`, or one of "+strings.Join(simulator.DialectNames(), ", "))
	if err := flags.Parse(arguments); err != nil {
		return settings{}, err
	}
	if flags.NArg() > 0 {
		return settings{}, fmt.Errorf("unexpected argument %q: see -help for the flags", flags.Arg(0))
	}
	if *window <= 0 {
		return settings{}, fmt.Errorf("-window must be positive, not %s", *window)
	}
	if err := requireLoopback(*listen); err != nil {
		return settings{}, err
	}
	spoken, err := simulator.LoadDialect(*dialect)
	if err != nil {
		return settings{}, fmt.Errorf("-dialect: %w", err)
	}
	chosen := settings{listen: *listen, options: simulator.Options{Window: *window, Dialect: spoken}, console: console.Options{TerraformConfig: *terraformConfig}}
	if *unlimited {
		chosen.options.Limits = simulator.GenerousLimits()
	}
	return chosen, nil
}

// requireLoopback refuses addresses that other machines can reach: whoever
// reaches the simulator is its administrator.
func requireLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("-listen must be an address and a port such as 127.0.0.1:8080: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf(
			"-listen must be a loopback address such as 127.0.0.1:8080, not %q, because everyone who can reach the simulator is its administrator",
			address,
		)
	}
	return nil
}

func announce(stdout io.Writer, origin string, environment []console.Variable, fromRepository bool) error {
	var text strings.Builder
	fmt.Fprintf(&text, `The simulated RingCentral platform runs at %[1]s
It is not RingCentral. It keeps everything in memory until it stops.

Open %[1]s/ in a browser: the page lists the next steps.

Paste these lines into the shell where you run Terraform. They contain the
credentials of an administrator:

`, origin)
	for _, variable := range environment {
		text.WriteString(variable.Export() + "\n")
	}
	if fromRepository {
		text.WriteString(`
The last line makes Terraform use the provider that you built. Do not run
terraform init. Next: cd examples/complete && terraform apply
`)
	}
	text.WriteString("\nPress Ctrl-C to stop it.\n")
	_, err := io.WriteString(stdout, text.String())
	return err
}
