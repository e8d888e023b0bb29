// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package transport

import "context"

// Group is RingCentral's name for a set of operations that share a rate limit.
type Group string

// The documented groups. A request of None is not limited.
const (
	None   Group = "nothrottling"
	Light  Group = "light"
	Medium Group = "medium"
	Heavy  Group = "heavy"
	Auth   Group = "auth"
)

// BudgetKey says which budget a request is counted against: the usage group, and
// whose it is. RingCentral counts the group Auth by app, and the others by app
// and user.
type BudgetKey struct {
	Group  Group
	Holder string
}

type budgetContextKey struct{}

// WithBudget says which budget a request is counted against.
func WithBudget(ctx context.Context, k BudgetKey) context.Context {
	return context.WithValue(ctx, budgetContextKey{}, k)
}

func budgetOf(ctx context.Context) BudgetKey {
	if k, ok := ctx.Value(budgetContextKey{}).(BudgetKey); ok {
		return k
	}
	return BudgetKey{Group: None}
}
