//go:build tools

package tools

import _ "github.com/hetznercloud/terraform-provider-hcloud"
