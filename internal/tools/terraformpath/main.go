// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Prints the path of the Terraform binary that tests use. It is downloaded into
// the directory given as argument if there is none on the PATH.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/terraformcli"
)

func main() {
	path, err := terraformcli.Find(context.Background(), os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(path)
}
