// Swift wants a header of every C target; there is nothing to call.
