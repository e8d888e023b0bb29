// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/consoleuser"
)

// run runs the demo. Every step prints what happens next.
func run(ctx context.Context) error {
	platform, err := console.Start(simulator.Options{Limits: simulator.GenerousLimits()})
	if err != nil {
		return fmt.Errorf("starting the simulator: %w", err)
	}
	defer platform.Close()
	say(
		"1. A simulated RingCentral platform runs at %s, on this machine only.\n   Terraform gets an administrator's app and JWT for it through the environment.",
		platform.URL,
	)

	directory, err := os.MkdirTemp("", "ringcentral-demo-")
	if err != nil {
		return fmt.Errorf("making a working directory: %w", err)
	}
	defer os.RemoveAll(directory)
	workspace, err := newWorkspace(ctx, directory, platform)
	if err != nil {
		return err
	}

	say("2. terraform apply creates a least-privilege role and a service user.\n   Only a person can register an app, so it prints a link.")
	if err := workspace.apply(ctx); err != nil {
		return err
	}
	registrationLink, err := workspace.nextLink(ctx)
	if err != nil {
		return err
	}

	someone := consoleuser.New(platform.URL)
	say("3. First click. A person opens the link, checks the pre-filled form and presses Create:\n   %s", registrationLink)
	clientID, clientSecret, err := someone.RegisterApp(ctx, registrationLink)
	if err != nil {
		return fmt.Errorf("registering the app: %w", err)
	}
	say("   The Console shows client ID %s and a client secret. The ID goes into a\n   variable, the secret into ORDERS_CLIENT_SECRET. The next apply proves the app, and\n   prints the next link.", clientID)
	workspace.clientID = clientID
	if err := workspace.setSecret("ORDERS_CLIENT_SECRET", clientSecret); err != nil {
		return err
	}
	if err := workspace.apply(ctx); err != nil {
		return err
	}

	creationLink, err := workspace.nextLink(ctx)
	if err != nil {
		return err
	}
	serviceUser, err := workspace.output(ctx, "service_user_id")
	if err != nil {
		return err
	}
	say(
		"4. Second click. Signed in as the service user (extension %s), a person creates the\n   JWT credential and puts it into ORDERS_JWT:\n   %s",
		serviceUser, creationLink,
	)
	jwt, err := someone.CreateCredential(ctx, creationLink, serviceUser, "orders-notifier")
	if err != nil {
		return fmt.Errorf("creating the credential: %w", err)
	}
	if err := workspace.setSecret("ORDERS_JWT", jwt); err != nil {
		return err
	}
	say("5. The third apply performs the JWT grant and proves the whole integration.")
	if err := workspace.apply(ctx); err != nil {
		return err
	}
	proof, err := workspace.proof(ctx)
	if err != nil {
		return err
	}
	if proof.Status != "valid" {
		return fmt.Errorf("the grant is %s, not valid", proof.Status)
	}
	if err := workspace.expectChanges(ctx, false); err != nil {
		return err
	}

	say("6. Somebody removes the scope SMS in the Developer Console. terraform plan\n   -detailed-exitcode detects it:")
	if err := someone.EditScopes(ctx, clientID, []string{"ReadCallLog"}); err != nil {
		return err
	}
	if err := workspace.expectDrift(ctx, "The app lacks scopes: SMS"); err != nil {
		return err
	}

	say("7. Somebody adds the scope again, and the plan is empty:")
	if err := someone.EditScopes(ctx, clientID, []string{"ReadCallLog", "SMS"}); err != nil {
		return err
	}
	if err := workspace.expectChanges(ctx, false); err != nil {
		return err
	}

	say("8. terraform destroy deletes user and role, and lists what a person has to delete.")
	if err := workspace.destroy(ctx); err != nil {
		return err
	}
	if open := len(platform.OpenSessions()); open != 0 {
		return fmt.Errorf("%d sessions were left open on the platform", open)
	}
	if proof.OwnerID != serviceUser {
		return errors.New("the token does not belong to the service user")
	}
	fmt.Printf(`
Done. What was shown:
  proved:  the JWT grant of app %s
  scopes:  %s
  owner:   extension %s, the service user
  drift:   plan exited with 2 because the app lacked the scope SMS
  left:    no session is open on the platform, and no file is left here
`, clientID, strings.Join(proof.Scopes, ", "), proof.OwnerID)
	return nil
}

func say(format string, arguments ...any) {
	fmt.Printf("\n=== "+format+"\n\n", arguments...)
}
