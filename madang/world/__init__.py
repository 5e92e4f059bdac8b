"""The live square: who stands where, who sees and hears whom. No Django, no database."""
