// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package terraformcli finds the Terraform binary that tests and the demo run,
// and makes a build of the provider available to it.
package terraformcli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

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
	if err := build(ctx, program, binary, flags...); err != nil {
		return "", err
	}
	for _, host := range hosts[1:] {
		other := binaryIn(mirror, host)
		if err := errors.Join(os.MkdirAll(filepath.Dir(other), 0o750), os.Link(binary, other)); err != nil {
			return "", fmt.Errorf("installing the provider: %w", err)
		}
	}
	return writeConfig(directory, mirrored(mirror))
}

// Override builds programs, and returns a CLI configuration under which Terraform runs
// them for the providers with these names, such as hashicorp/vault, without terraform
// init. A program is a package as go build takes it.
func Override(ctx context.Context, directory string, programs map[string]string) (config string, err error) {
	var overrides strings.Builder
	built := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(programs)) {
		program := programs[name]
		binary := filepath.Join(directory, filepath.FromSlash(name), "terraform-provider-"+filepath.Base(name))
		if first, ok := built[program]; ok {
			err = errors.Join(os.MkdirAll(filepath.Dir(binary), 0o750), os.Link(first, binary))
		} else {
			err = build(ctx, program, binary)
		}
		if err != nil {
			return "", fmt.Errorf("installing %s: %w", name, err)
		}
		built[program] = binary
		for _, host := range hosts {
			fmt.Fprintf(&overrides, "    %q = %q\n", host+"/"+name, filepath.ToSlash(filepath.Dir(binary)))
		}
	}
	return writeConfig(directory, "  dev_overrides {\n"+overrides.String()+"  }\n  direct {}\n")
}

func build(ctx context.Context, program, binary string, flags ...string) error {
	command := exec.CommandContext(ctx, "go", append(append([]string{"build", "-o", binary}, flags...), program)...)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", program, err, output)
	}
	return nil
}

// InstallArchive places an archive of a release in a filesystem mirror below a
// directory, as an administrator does who gives the provider to people without
// access to a registry, and returns a CLI configuration that installs it from there
// and nothing from elsewhere.
func InstallArchive(directory, archive string) (config string, err error) {
	mirror := filepath.Join(directory, "mirror")
	for _, host := range hosts {
		place := filepath.Join(mirror, host, providerName, filepath.Base(archive))
		if err := errors.Join(os.MkdirAll(filepath.Dir(place), 0o750), os.Link(archive, place)); err != nil {
			return "", fmt.Errorf("installing the provider: %w", err)
		}
	}
	return writeConfig(directory, mirrored(mirror))
}

// mirrored is the way to install the provider from a filesystem mirror.
func mirrored(mirror string) string {
	return fmt.Sprintf(`  filesystem_mirror {
    path    = %[1]q
    include = ["%[2]s/%[4]s", "%[3]s/%[4]s"]
  }
`, filepath.ToSlash(mirror), hosts[0], hosts[1], providerName)
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

// writeConfig writes a CLI configuration with these ways to install a provider.
func writeConfig(directory, installation string) (path string, err error) {
	path = filepath.Join(directory, "terraform.tfrc")
	if err := os.WriteFile(path, []byte("provider_installation {\n"+installation+"}\n"), 0o600); err != nil {
		return "", fmt.Errorf("writing the CLI configuration: %w", err)
	}
	return path, nil
}
