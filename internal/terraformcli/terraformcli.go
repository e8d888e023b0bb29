// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package terraformcli finds the Terraform binary that tests and the demo run,
// and makes a build of the provider available to it.
package terraformcli

import (
	"context"
	"fmt"
	"os"
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

const (
	providerAddress = "registry.terraform.io/ringcentral-community/ringcentral"
	mirrorVersion   = "0.0.1"
)

// Mirror returns where below a filesystem mirror the provider's binary belongs.
func Mirror(directory string) (binary string) {
	return filepath.Join(directory, providerAddress, mirrorVersion, runtime.GOOS+"_"+runtime.GOARCH,
		"terraform-provider-ringcentral_v"+mirrorVersion)
}

// WriteMirrorConfig writes a CLI configuration that installs this provider from
// a filesystem mirror, and nothing from elsewhere.
func WriteMirrorConfig(path, mirror string) error {
	content := fmt.Sprintf(`provider_installation {
  filesystem_mirror {
    path    = %q
    include = [%q]
  }
}
`, filepath.ToSlash(mirror), providerAddress)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		return fmt.Errorf("writing the CLI configuration: %w", err)
	}
	return nil
}
