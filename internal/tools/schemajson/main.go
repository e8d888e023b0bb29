// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Prints the provider's schemas as "terraform providers schema -json" does, but
// asks the provider in this process. Generated documentation therefore needs no
// Terraform binary, and covers what only later versions of Terraform print.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"
)

func main() {
	server := providerserver.NewProtocol6(provider.New("dev", nil))()
	if err := run(context.Background(), server, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes the schemas of the provider that server serves.
func run(ctx context.Context, server tfprotov6.ProviderServer, out io.Writer) error {
	schemas, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return fmt.Errorf("getting the schemas: %w", err)
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return fmt.Errorf("getting the identity schemas: %w", err)
	}
	if err := errors.Join(failures(schemas.Diagnostics), failures(identities.Diagnostics)); err != nil {
		return fmt.Errorf("the provider's schemas are faulty: %w", err)
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(newDocument(schemas, identities)); err != nil {
		return fmt.Errorf("writing the schemas: %w", err)
	}
	return nil
}

func failures(diagnostics []*tfprotov6.Diagnostic) error {
	var errs []error
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			errs = append(errs, fmt.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail))
		}
	}
	return errors.Join(errs...)
}
