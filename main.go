// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// The Terraform provider for RingCentral.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"time"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/buildinfo"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

const address = "registry.terraform.io/ringcentral-community/ringcentral"

const (
	// closeTimeout bounds the revocation of open sessions. Terraform kills a
	// provider 2 s after it has asked it to stop.
	closeTimeout = time.Second
	// orphanedCloseTimeout bounds it after Terraform has ended. Container runtimes kill
	// everything 10 s after they have asked it to stop.
	orphanedCloseTimeout = 5 * time.Second
)

// version and commit are set by the linker in releases.
var version, commit string

func main() {
	debug := flag.Bool("debug", false, "serve so that a debugger like delve can be attached; prints TF_REATTACH_PROVIDERS")
	printVersion := flag.Bool("version", false, "print version, commit and platform, and exit")
	var checks checkFlags
	checks.register(flag.CommandLine)
	flag.Parse()
	build := buildinfo.Read(version, commit)
	if *printVersion {
		fmt.Println("terraform-provider-ringcentral", build)
		return
	}

	if checks.check {
		err := checkAccount(context.Background(), checks, build.Version, os.LookupEnv, &person{bufio.NewReader(os.Stdin), os.Stderr})
		if err != nil {
			fmt.Fprintln(os.Stderr, "account check:", err)
			os.Exit(1)
		}
		return
	}

	if !*debug {
		skipUnwantedLogs()
	}
	relaxGarbageCollector()
	ringcentral := provider.New(build.Version, nil)
	ringcentral.Commit = build.ShortCommit()
	stopped := closeWhenParentEnds(ringcentral, os.Getppid)
	err := providerserver.Serve(context.Background(), func() frameworkprovider.Provider { return ringcentral }, providerserver.ServeOpts{
		Address: address,
		Debug:   *debug,
	})
	stopped()
	closeSessions(ringcentral, closeTimeout)
	if err != nil {
		log.Fatal(err)
	}
}

// closeSessions revokes open sessions before the provider ends. There is nowhere to
// report errors here; a session that stays open expires by itself.
func closeSessions(p *provider.Provider, timeout time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	_ = p.Close(ctx)
}
