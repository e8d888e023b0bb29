// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// The RingCentral simulator as a command: it serves an in-memory platform and
// its Developer Console on this machine until it is interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on; only addresses of this machine are accepted")
	unlimited := flag.Bool("unlimited", false, "switch the rate limits off")
	terraformConfig := flag.String("terraform-config", "", "path of a Terraform CLI configuration to name in the environment")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout, options{*listen, *unlimited, *terraformConfig})
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	listen          string
	unlimited       bool
	terraformConfig string
}

// run serves until ctx ends.
func run(ctx context.Context, out io.Writer, o options) error {
	if err := requireLoopback(o.listen); err != nil {
		return err
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", o.listen)
	if err != nil {
		return fmt.Errorf("the simulator cannot listen: %w", err)
	}
	limits := simulator.Options{}
	if o.unlimited {
		limits.Limits = map[string]int{"light": 0, "medium": 0, "heavy": 0, "auth": 0}
	}
	platform := simulator.New(limits)
	address := "http://" + listener.Addr().String()
	platform.SetBaseURL(address)
	announce(out, address, o.terraformConfig, platform.Administrator())

	server := &http.Server{Handler: platform, ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err = <-served:
	case <-ctx.Done():
		shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = server.Shutdown(shutdown)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func requireLoopback(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("-listen must be an address with a port, like 127.0.0.1:8080: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("-listen must name this machine (127.0.0.1, ::1 or localhost), not %q: the simulator hands out an administrator's credentials", host)
	}
	return nil
}

func announce(out io.Writer, address, terraformConfig string, administrator simulator.Administrator) {
	fmt.Fprintf(out, `A simulated RingCentral platform is running at %[1]s
It is a test double: nothing leaves this machine, and it forgets everything when it stops.

Its Developer Console, for your browser:
  %[1]s/

Paste this into the shell in which you run Terraform. It makes you its administrator:
  export RINGCENTRAL_SERVER_URL=%[1]s
  export RINGCENTRAL_DEVELOPER_CONSOLE_URL=%[1]s
  export RINGCENTRAL_CLIENT_ID=%[2]s
  export RINGCENTRAL_CLIENT_SECRET=%[3]s
  export RINGCENTRAL_JWT=%[4]s
`, address, administrator.ClientID, administrator.ClientSecret, administrator.JWT)
	if terraformConfig != "" {
		fmt.Fprintf(out, `
And this makes Terraform use the provider that was just built (skip terraform init):
  export TF_CLI_CONFIG_FILE=%s

Then, for example: cd examples/complete && terraform apply
`, terraformConfig)
	}
	fmt.Fprint(out, "\nPress Ctrl-C to stop it.\n")
}
