# What fragments of the documentation refer to and the complete example does not
# declare.

variable "orders_password" {
  type      = string
  ephemeral = true
}
