// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package terraformcli finds the Terraform binary that tests and the demo run,
// and makes a build of the provider available to it.
package terraformcli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	version "github.com/hashicorp/go-version"
	install "github.com/hashicorp/hc-install"
	"github.com/hashicorp/hc-install/fs"
	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
	"github.com/hashicorp/hc-install/src"
)

// fallbackVersion is installed where no Terraform is on the PATH.
const fallbackVersion = "1.11.4"

// Find returns the path of a Terraform binary: that of TF_ACC_TERRAFORM_PATH, the
// one on the PATH, or one that is downloaded into installDir.
func Find(ctx context.Context, installDir string) (string, error) {
	if path := os.Getenv("TF_ACC_TERRAFORM_PATH"); path != "" {
		return path, nil
	}
	if err := os.MkdirAll(installDir, 0o750); err != nil {
		return "", fmt.Errorf("finding Terraform: %w", err)
	}
	path, err := install.NewInstaller().Ensure(ctx, []src.Source{
		&fs.AnyVersion{Product: &product.Terraform},
		&fs.ExactVersion{Product: product.Terraform, Version: version.Must(version.NewVersion(fallbackVersion)), ExtraPaths: []string{installDir}},
		&releases.ExactVersion{Product: product.Terraform, Version: version.Must(version.NewVersion(fallbackVersion)), InstallDir: installDir},
	})
	if err != nil {
		return "", fmt.Errorf("finding Terraform: %w", err)
	}
	return path, nil
}

// Install builds the provider, or a program in its place, into a filesystem mirror below
// a directory, and returns a CLI configuration that installs it from there and
// nothing from elsewhere. program is a package as go build takes it, and flags are
// further flags of go build.
func Install(ctx context.Context, directory, program string, flags ...string) (config string, err error) {
	mirror := filepath.Join(directory, "mirror")
	binary := binaryIn(mirror, hosts[0])
	build := exec.CommandContext(ctx, "go", append(append([]string{"build", "-o", binary}, flags...), program)...)
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", program, err, output)
	}
	for _, host := range hosts[1:] {
		other := binaryIn(mirror, host)
		if err := errors.Join(os.MkdirAll(filepath.Dir(other), 0o750), os.Link(binary, other)); err != nil {
			return "", fmt.Errorf("installing the provider: %w", err)
		}
	}
	config = filepath.Join(directory, "terraform.tfrc")
	return config, writeConfig(config, mirror)
}

const (
	providerName  = "ringcentral-community/ringcentral"
	mirrorVersion = "0.0.1"
)

// hosts are the registries that Terraform and OpenTofu take a provider from whose
// source names none.
var hosts = []string{"registry.terraform.io", "registry.opentofu.org"}

// binaryIn returns where below a filesystem mirror the provider's binary belongs.
func binaryIn(mirror, host string) string {
	return filepath.Join(mirror, host, providerName, mirrorVersion, runtime.GOOS+"_"+runtime.GOARCH,
		"terraform-provider-ringcentral_v"+mirrorVersion)
}

func writeConfig(path, mirror string) error {
	content := fmt.Sprintf(`provider_installation {
  filesystem_mirror {
    path    = %[1]q
    include = ["%[2]s/%[4]s", "%[3]s/%[4]s"]
  }
}
`, filepath.ToSlash(mirror), hosts[0], hosts[1], providerName)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		return fmt.Errorf("writing the CLI configuration: %w", err)
	}
	return nil
}
