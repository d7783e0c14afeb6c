"""What is in our hands: intake, condition and photos, custody, hand-over."""
