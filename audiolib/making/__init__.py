"""The steps of making a talking book in the service: each can be done again, by any worker."""
