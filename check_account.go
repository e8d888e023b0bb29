// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/accountcheck"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider/configured"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// checkFlags are the flags of the account check.
type checkFlags struct {
	check, guided bool
	write         consent
	report, json  string
}

func (f *checkFlags) register(flags *flag.FlagSet) {
	flags.BoolVar(&f.check, "check-account", false, "ask the account of the RINGCENTRAL_* variables how it behaves, write a report, and exit")
	flags.Var(&f.write, "write", "with -check-account: also create a role and users, and delete them again; -write=yes asks for no confirmation")
	flags.BoolVar(&f.guided, "guided", false, "with -check-account: also ask what needs a person in the Developer Console")
	flags.StringVar(&f.report, "report", "account-check.md", "with -check-account: file for the report")
	flags.StringVar(&f.json, "json", "account-check.json", "with -check-account: file for the dialect of the account")
}

// consent is the value of -write: nothing, a confirmation that is still to be given, or yes.
type consent string

func (c *consent) String() string { return string(*c) }

// IsBoolFlag lets -write stand alone.
func (c *consent) IsBoolFlag() bool { return true }

func (c *consent) Set(value string) error {
	switch value {
	case "true", "ask":
		*c = "ask"
	case "yes":
		*c = "yes"
	case "false", "no":
		*c = ""
	default:
		return errors.New("it must be yes, or have no value")
	}
	return nil
}

// person is who runs the check.
type person struct {
	in  *bufio.Reader
	out io.Writer
}

func (p *person) ask(question string) (answer string, ok bool) {
	fmt.Fprint(p.out, question)
	answer, err := p.in.ReadString('\n')
	if err != nil {
		fmt.Fprintln(p.out)
	}
	return strings.TrimSpace(answer), err == nil || answer != ""
}

func (p *person) agrees(question string) bool {
	answer, _ := p.ask(question + " Type yes: ")
	return answer == "yes"
}

// checkAccount runs the account check.
func checkAccount(ctx context.Context, f checkFlags, version string, lookupEnv provider.LookupEnv, p *person) error {
	settings, err := provider.FromEnvironment(ctx, lookupEnv)
	if err != nil {
		return err
	}
	settings.Platform.UserAgent = fmt.Sprintf("terraform-provider-ringcentral/%s (account check)", version)
	settings.Platform.Notice = func(_ context.Context, message string, _ map[string]any) { fmt.Fprintln(p.out, "  "+message) }
	data, err := configured.New(settings)
	if err != nil {
		return err
	}
	for _, f := range data.InspectOwn(ctx) { // before anything is sent
		return fmt.Errorf("%s\n%s", f.Summary, f.Text())
	}
	platform, err := ringcentral.NewPlatform(settings.Platform)
	if err != nil {
		return err
	}
	options := accountcheck.Options{
		Platform:  platform,
		App:       ringcentral.App{ClientID: settings.Credentials.ClientID, ClientSecret: settings.Credentials.ClientSecret.Value},
		Assertion: settings.Credentials.JWT.Value,
		Write:     f.write != "", Progress: p.out, Version: version,
	}
	if f.write == "ask" {
		if !p.agrees(fmt.Sprintf("The check will create a role, up to five users and nothing else in the account of the credentials on %s, take an unassigned seat if there is one, and undo all of it. Their names begin with tf-check-.", platform.ServerURL())) {
			return errors.New("nothing was asked, because nobody typed yes: type it, set -write=yes, or run the check without -write")
		}
		options.Confirm = p.agrees
	}
	if f.guided {
		options.Guide = p.ask
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	report, failure := accountcheck.Run(ctx, options)
	if report == nil {
		return loginError(data, failure)
	}
	if err := save(f, report); err != nil {
		return errors.Join(failure, err)
	}
	fmt.Fprintf(p.out, "\n%s. The report is in %s, the dialect of the account in %s.\n", report.Summary(), f.report, f.json)
	if errors.Is(failure, context.Canceled) {
		return errStopped
	}
	return failure
}

var errStopped = errors.New("it was stopped. The report has the results so far")

// loginError explains a failed login as a plan does.
func loginError(data *configured.Provider, err error) error {
	var diags diag.Diagnostics
	data.AddError(&diags, "log in", err, nil)
	return fmt.Errorf("%s\n%s\n\nNothing was asked, and no report was written", diags[0].Summary(), diags[0].Detail())
}

func save(f checkFlags, report *accountcheck.Report) error {
	dialect, err := report.Dialect()
	if err != nil {
		return err
	}
	const private = 0o600
	return errors.Join(os.WriteFile(f.report, []byte(report.Markdown()), private), os.WriteFile(f.json, dialect, private))
}
