"""Results to what people read and take away: reports, papers of orders, figures, pictures, evidence handed on."""
