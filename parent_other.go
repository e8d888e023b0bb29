// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

//go:build !unix

package main

import "github.com/ringcentral-community/terraform-provider-ringcentral/internal/provider"

// closeWhenParentEnds does nothing where a process cannot watch its parent.
func closeWhenParentEnds(*provider.Provider, func() int) (stop func()) { return func() {} }
