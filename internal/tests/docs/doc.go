// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package docs checks what people read. Every block of Terraform
// configuration in the documentation is completed, validated and, where it stands
// on its own, applied to a simulated platform; every link leads somewhere.
package docs
